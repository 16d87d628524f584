// The same from CommonJS, where `require` of an ES module is what every supported Node does.
import welcomeEmail = require('welcome-email');

const options: welcomeEmail.RendererOptions = { brand: { name: 'Acme' } };
export const renderer: welcomeEmail.WelcomeEmailRenderer = welcomeEmail.createWelcomeEmailRenderer(options);
