// Ways in which a mail is seen, for the gallery and the browser tests.

/** As in the dark, without asking the system for it. @param {string} html */
export const inTheDark = (html) => html.replace('@media (prefers-color-scheme:dark)', '@media all');

/** As mail programs show it that drop the style sheet, and with it what stands on `<html>`. @param {string} html */
export const withoutStyleSheet = (html) =>
  html.replace(/<style>.*?<\/style>/, '').replace(/ (?:class|dir|lang)="[^"]*"(?=[^<]*<head>)/g, '');
