// The worker that fills a compiled template. Its bundle contains the template.
import { fillAll } from './fill-all.mjs';
// @ts-expect-error -- it is compiled into the folder
import template from './template.json';

export default {
  async fetch() {
    return new Response(await fillAll(template));
  },
};
