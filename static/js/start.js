// First thing in the body: tell the styles that scripts run, so nothing jumps.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
