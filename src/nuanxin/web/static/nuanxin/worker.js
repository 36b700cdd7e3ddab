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

  /* Files go up in pieces and one after the other. A dropped link is tried again, longer and longer apart, from where it
     stopped; choosing the same file again after closing the page goes on too. */
  var PIECE = 256 * 1024;
  var LONGEST_WAIT = 30000;

  each(document.querySelectorAll("[data-upload]"), function (box) {
    if (!window.FormData || !window.Blob || !Blob.prototype.slice) return;
    var plain = box.querySelector("[data-plain]");
    var token = plain.querySelector("[name=csrfmiddlewaretoken]").value;
    var going = box.querySelector("[data-going]");
    var words = box.querySelector("[data-going-words]");
    var bar = box.querySelector("[data-going-bar]");
    var queue = [];
    var busy = false;
    box.querySelector("[data-scripted]").hidden = false;
    plain.hidden = true;

    function say(text) { going.hidden = false; words.textContent = text; }

    function post(url, fields, done, broken) {
      var data = new FormData();
      for (var name in fields) if (Object.prototype.hasOwnProperty.call(fields, name)) data.append(name, fields[name]);
      var request = new XMLHttpRequest();
      request.open("POST", url);
      request.timeout = 60000;
      request.setRequestHeader("X-CSRFToken", token);
      request.onload = function () {
        var answer = {};
        try { answer = JSON.parse(request.responseText); } catch (error) { answer = {}; }
        if (request.status === 200) done(answer);
        else if (request.status >= 500 || request.status === 0) broken();
        else { say(answer.error || box.getAttribute("data-words-failed")); busy = false; }
      };
      request.onerror = request.ontimeout = broken;
      request.send(data);
    }

    function after() {
      if (queue.length) { upload(queue.shift()); return; }
      var url = box.getAttribute("data-after");
      if (!url) { location.reload(); return; }
      plain.setAttribute("action", url);
      plain.submit();
    }

    function upload(file) {
      var wait = 1000;
      busy = true;
      say(box.getAttribute("data-words-going") + "：" + file.name);
      function again(act) {
        return function () {
          say(box.getAttribute("data-words-broken"));
          setTimeout(act, wait);
          wait = Math.min(wait * 2, LONGEST_WAIT);
        };
      }
      function start() { post(box.getAttribute("data-upload"), { name: file.name, size: file.size }, function (told) { send(told.key, told.have); }, again(start)); }
      function send(key, have) {
        bar.value = Math.round(have * 100 / file.size);
        if (have >= file.size) { after(); return; }
        post(box.getAttribute("data-piece"), { key: key, offset: have, part: file.slice(have, have + PIECE) }, function (told) {
          wait = 1000;
          say(box.getAttribute("data-words-going") + "：" + file.name);
          send(key, told.have);
        }, again(start));
      }
      start();
    }

    each(box.querySelectorAll("[data-scripted] input[type=file]"), function (input) {
      input.addEventListener("change", function () {
        each(input.files, function (file) { queue.push(file); });
        input.value = "";
        if (!busy && queue.length) upload(queue.shift());
      });
    });
  });

  /* One position, by a tap. Rounded to about ten metres: more than is needed is not sent. */
  each(document.querySelectorAll("[data-locate]"), function (box) {
    var pin = document.querySelector("input[name=pin]");
    if (!pin || !navigator.geolocation || window.isSecureContext === false) return;
    var words = box.querySelector("[data-locate-words]");
    var drop = box.querySelector("[data-locate-drop]");
    function show() {
      drop.hidden = !pin.value;
      words.textContent = pin.value ? box.getAttribute("data-words-done") + "（" + pin.value.split(",").slice(0, 2).join(", ") + "）" : "";
    }
    box.hidden = false;
    show();
    drop.addEventListener("click", function () { pin.value = ""; show(); });
    box.querySelector("[data-locate-go]").addEventListener("click", function () {
      words.textContent = box.getAttribute("data-words-asking");
      navigator.geolocation.getCurrentPosition(function (found) {
        var at = found.coords;
        pin.value = [at.latitude.toFixed(4), at.longitude.toFixed(4), Math.min(9999999, Math.max(10, Math.round(at.accuracy)))].join(",");
        show();
      }, function () { words.textContent = box.getAttribute("data-words-failed"); }, { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 });
    });
  });

  var errors = document.querySelector("[data-focus]");
  if (errors) errors.focus();
})();
