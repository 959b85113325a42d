/* What the page says of itself: whose draft it is and how careful to be (templates/components/saving.html).
   Read once: inside the open page only its main part is drawn anew. */

const place = document.querySelector("[data-draft]");

export const marks = {
  draft: place.dataset.draft,
  person: place.dataset.person,
  version: place.dataset.version,
  isOwnDevice: place.dataset.trusted === "yes",
  hideAfter: Number(place.dataset.hideAfter) * 60_000,
  sentAs: place.dataset.sentAs ?? "", // the reference, once the request is sent
};

export const answersAddress = `/requests/${marks.draft}/answers`;
