"""Addresses of the frame itself; the site includes them at its root."""

from django.urls import path

from nuanxin.web.patterns.frame import text_size
from nuanxin.web.patterns.watermark import watermark

app_name = "patterns"
urlpatterns = [
    path("text-size/", text_size, name="text_size"),
    path("watermark.svg", watermark, name="watermark"),
]
