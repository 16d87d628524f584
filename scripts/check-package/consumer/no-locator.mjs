// Prints the warnings of two mails with an address.
import { createWelcomeEmailRenderer } from 'welcome-email';

let codes = '';
const { render } = createWelcomeEmailRenderer({
  onWarning: ({ code }) => {
    codes += ` ${code}`;
  },
});
const resetUrl = 'https://app.example.com/set-password?token=Zk3vQ9yT';
for (let i = 0; i < 2; i++) await render({ name: 'Ada', resetUrl, time: Date.now(), ip: '81.2.69.142' });
console.log(codes.trim());
