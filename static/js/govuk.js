// The design system's own behaviour, of the components our pages have: error summary focus, conditional reveals,
// character counts, menu, one click on a button, leave quickly.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  ExitThisPage,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";

const used = [Button, CharacterCount, Checkboxes, ErrorSummary, ExitThisPage, NotificationBanner, Radios, ServiceNavigation, SkipLink];
used.forEach((component) => createAll(component));
/* The main part of a page can be drawn anew (form/offline). */
document.addEventListener("drawn", ({ detail }) => used.forEach((component) => createAll(component, {}, detail.main)));
