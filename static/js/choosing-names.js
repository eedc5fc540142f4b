// The boxes that Select2 puts in the place of a list have no name of their own: they get that of
// the field, and their inner list says no more that it is one while it holds a box to type in.
(function () {
  "use strict";
  function name(list) {
    var box = list.parentElement.querySelector(".select2");
    var label = document.querySelector("label[for='" + list.id + "']");
    if (!box || !label) { return; }
    label.id = label.id || list.id + "-label";
    box.querySelectorAll("[role=combobox], [role=textbox], input").forEach(function (part) {
      part.setAttribute("aria-labelledby", label.id);
    });
    box.querySelectorAll("ul").forEach(function (inner) {
      inner.setAttribute("role", "presentation");
    });
  }
  function nameAll(within) {
    within.querySelectorAll("select.admin-autocomplete").forEach(name);
  }
  // After Django's own script, which waits for the same two moments.
  django.jQuery(function () { nameAll(document); });
  document.addEventListener("formset:added", function (event) { nameAll(event.target); });
}());
