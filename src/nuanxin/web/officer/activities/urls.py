"""Addresses: activities, materials, media posts, practices."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.activities import acts, entering, figures, listing, materials, page, posts, practices

_ONE = "activities/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("activities/", listing.activities, name="activities"),
    path("activities/new/", entering.activity_new, name="activity_new"),
    path("activities/figures/", figures.activity_figures, name="activity_figures"),
    path("activities/counted/<str:what>/", figures.activity_counted, name="activity_counted"),
    path(_ONE, page.activity, name="activity"),
    path(f"{_ONE}acts/<str:act>/", acts.activity_act, name="activity_act"),
    path(f"{_ONE}partners/<int:partner>/part/", acts.activity_part, name="activity_part"),
    path(f"{_ONE}photos/<int:photo>/", page.activity_photo, name="activity_photo"),
    path(f"{_ONE}photos/<int:photo>/withdraw/", acts.activity_photo_withdraw, name="activity_photo_withdraw"),
    path("materials/", materials.materials, name="materials"),
    path("materials/new/", materials.material_new, name="material_new"),
    path("materials/<int:number>/", materials.material, name="material"),
    path("materials/<int:number>/acts/<str:act>/", materials.material_act, name="material_act"),
    path("handouts/", materials.handouts, name="handouts"),
    path("handouts/<int:number>/withdraw/", materials.handout_withdraw, name="handout_withdraw"),
    path("media-posts/", posts.media_posts, name="media_posts"),
    path("media-posts/new/", posts.media_post_new, name="media_post_new"),
    path("media-posts/<int:number>/", posts.media_post, name="media_post"),
    path("media-posts/<int:number>/withdraw/", posts.media_post_withdraw, name="media_post_withdraw"),
    path("practices/", practices.practices, name="practices"),
    path("practices/new/", practices.practice_new, name="practice_new"),
    path("practices/<int:number>/", practices.practice, name="practice"),
    path("practices/<int:number>/acts/<str:act>/", practices.practice_act, name="practice_act"),
]
