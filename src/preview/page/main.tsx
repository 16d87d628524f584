// The page of `npx welcome-email preview`, and of the static site that it writes.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { live, staticFiles } from './source.js';

const root = document.getElementById('page');
if (!root) throw new Error('index.html has no element for the page.');
const isStatic = document.documentElement.dataset['mode'] === 'static';
createRoot(root).render(
  <StrictMode>
    <App source={isStatic ? staticFiles() : live} />
  </StrictMode>,
);
