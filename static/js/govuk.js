// The design system's own behaviour: error summary focus, conditional reveals, character counts, menu, leave quickly.
import { initAll } from "/static/vendor/govuk-frontend.min.js";

initAll();
