/* Comforts for the worker's pages, written for phones of 2015: no modules, no arrows. Every page works without this file. */
(function () {
  "use strict";

  function each(list, act) { for (var n = 0; n < list.length; n += 1) act(list[n]); }

  /* The amount in 万元 beside the field: a wrong unit is seen at once. */
  each(document.querySelectorAll("input[data-yuan]"), function (input) {
    var echo = input.parentElement.querySelector("[data-yuan-echo]");
    if (!echo) return;
    function show() {
      var plain = input.value.replace(/[\s,，元¥￥]/g, "");
      var fine = /^\d+(\.\d{0,2})?$/.test(plain);
      var yuan = Number(plain);
      echo.textContent = fine && yuan >= 10000 ? "= " + Math.round(yuan) / 10000 + " 万元" : "";
      echo.className = "nx-echo" + (fine && yuan * 100 >= Number(input.getAttribute("data-yuan")) ? " nx-doubt" : "");
    }
    input.addEventListener("input", show);
    show();
  });

  /* 不知道 empties the field beside it, and writing takes the tick away. */
  each(document.querySelectorAll(".wk-form"), function (form) {
    var box = form.querySelector("input[type=checkbox][name=unknown]");
    if (!box) return;
    var fields = form.querySelectorAll("input:not([type=checkbox]):not([type=hidden]), select");
    box.addEventListener("change", function () {
      if (box.checked) each(fields, function (field) { if (field.name !== "foreman") field.value = ""; });
    });
    each(fields, function (field) {
      field.addEventListener("change", function () { if (field.value && field.name !== "foreman") box.checked = false; });
    });
  });

  /* Against the double tap; freed again when the page comes back from the browser's memory. */
  each(document.querySelectorAll("form"), function (form) {
    form.addEventListener("submit", function (event) {
      if (form.getAttribute("data-sent")) { event.preventDefault(); return; }
      form.setAttribute("data-sent", "yes");
      setTimeout(function () { form.removeAttribute("data-sent"); }, 4000);
    });
  });
  window.addEventListener("pageshow", function () {
    each(document.querySelectorAll("form[data-sent]"), function (form) { form.removeAttribute("data-sent"); });
  });

  each(document.querySelectorAll("[data-print], [data-copy]"), function (button) {
    if (button.hasAttribute("data-copy") && !(navigator.clipboard && navigator.clipboard.writeText)) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      if (button.hasAttribute("data-print")) { window.print(); return; }
      navigator.clipboard.writeText(button.getAttribute("data-copy")).then(function () {
        button.textContent = button.getAttribute("data-done");
      });
    });
  });

  var errors = document.querySelector("[data-focus]");
  if (errors) errors.focus();
})();
