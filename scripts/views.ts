// Ways in which mail programs show a mail, for the gallery and the browser tests.

/** Applies the dark colours without asking the system for its colour scheme. */
export const inTheDark = (html: string): string =>
  html.replaceAll('@media (prefers-color-scheme:dark)', '@media all');

/** Removes the style sheet and the attributes of `<html>`, as some mail programs do. */
export const withoutStyleSheet = (html: string): string =>
  html.replace(/<style>.*?<\/style>/, '').replace(/ (?:class|dir|lang)="[^"]*"(?=[^<]*<head>)/g, '');
