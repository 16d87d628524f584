declare module 'linkify-it-5' {
  export { LinkifyIt as default } from 'linkify-it';
}
