// The same in CommonJS: every supported Node can require an ES module.
import welcomeEmail = require('welcome-email');

const options: welcomeEmail.RendererOptions = { brand: { name: 'Acme' } };
export const renderer: welcomeEmail.WelcomeEmailRenderer = welcomeEmail.createWelcomeEmailRenderer(options);
