export const headers: Readonly<Record<string, string>> = {
  'user-agent':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'accept-language': 'en-GB,en;q=0.9',
  'sec-ch-ua': '"Brave";v="141", "Chromium";v="141"',
  'sec-ch-ua-platform': '"Windows"',
  cookie: 'session=secret',
};

export const resetUrl = 'https://app.example.com/set-password?token=Zk3vQ9yT2mX7bLr4';

export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Record<string, string>;
}

/** Values for the names that free-names.d.ts declares, and the mails that were sent with them. */
export function freeNames() {
  const sent: Message[] = [];
  return {
    sent,
    values: {
      request: { headers, ip: '81.2.69.142' },
      transport: { sendMail: async (message: Message) => sent.push(message) },
      from: 'Acme <welcome@acme.example>',
      to: 'ada@reader.example',
      email: 'ada@reader.example',
      name: 'Ada',
      resetUrl,
      linkId: '7f3a',
      log: { warn() {} },
      mail: {
        subject: 'Welcome',
        html: `<p><a href="${resetUrl}">Set password</a></p>`,
        text: `Set password: ${resetUrl}\n`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        locale: 'en',
        dir: 'ltr',
      },
      myDatabase: { lookUp: async () => ({ country: 'GB', city: 'London', radius: 20 }) },
      MyEmail: () => null,
      makeLink: async (address: string) =>
        address === 'ada@reader.example'
          ? { to: address, name: 'Ada', resetUrl, expiresAt: new Date(Date.now() + 3_600_000) }
          : undefined,
      sendOther: async () => new Response(null, { status: 200 }),
    },
  };
}
