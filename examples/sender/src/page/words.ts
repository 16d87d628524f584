import Negotiator from 'negotiator';

/** What the page for setting a password says in a language. */
export interface Words {
  readonly dir: 'ltr' | 'rtl';
  readonly title: string;
  readonly password: string;
  readonly repetition: string;
  readonly rule: string;
  readonly submit: string;
  readonly tooShort: string;
  readonly different: string;
  readonly done: Notice;
  readonly signIn: string;
  readonly dead: Notice;
  /** For a link that names no user, so that no new one can be sent. */
  readonly askForLink: string;
  readonly sendLink: string;
  readonly linkSent: Notice;
  readonly failed: Notice;
}

export interface Notice {
  readonly title: string;
  readonly text: string;
}

/** Finds the language for a reader, and its words: that of the user if it is known, else one that the browser asks for. */
export function findWords(
  locale: string | null | undefined,
  acceptLanguage: string | undefined,
): { lang: string; words: Words } {
  const header = acceptLanguage?.slice(0, MAX_HEADER_LENGTH) ?? '';
  const wanted = locale ? [locale] : new Negotiator({ headers: { 'accept-language': header } }).languages();
  const lang = wanted.map(languageOf).find((language) => Object.hasOwn(languages, language)) ?? 'en';
  return { lang, words: languages[lang] ?? languages.en };
}

/** In characters. Browsers send less; 15 KB of tags take the process a tenth of a second. */
const MAX_HEADER_LENGTH = 500;

/** The `de` of `de-AT` and `de_AT`: none of the languages here has words of its own for a region or a script. */
function languageOf(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0] ?? '';
}

const en: Words = {
  dir: 'ltr',
  title: 'Set your password',
  password: 'New password',
  repetition: 'Repeat the password',
  rule: 'At least {{length}} characters',
  submit: 'Set password',
  tooShort: 'The password needs at least {{length}} characters.',
  different: 'The two passwords are not the same.',
  done: { title: 'Your password is set', text: 'You can now sign in with it.' },
  signIn: 'Sign in',
  dead: {
    title: 'This link no longer works',
    text: 'It has been used, has expired, or was replaced by the link in a newer email.',
  },
  askForLink: 'If you still need it, ask for a new email.',
  sendLink: 'Email me a new link',
  linkSent: {
    title: 'Check your email',
    text: 'If your account still exists, a new link is on its way to its email address. This can take a few minutes.',
  },
  failed: { title: 'Something went wrong', text: 'Please try again in a few minutes.' },
};

export const languages: Record<string, Words> & { en: Words } = {
  en,
  de: {
    dir: 'ltr',
    title: 'Legen Sie Ihr Passwort fest',
    password: 'Neues Passwort',
    repetition: 'Passwort wiederholen',
    rule: 'Mindestens {{length}} Zeichen',
    submit: 'Passwort festlegen',
    tooShort: 'Das Passwort muss mindestens {{length}} Zeichen haben.',
    different: 'Die beiden Passwörter stimmen nicht überein.',
    done: { title: 'Ihr Passwort ist festgelegt', text: 'Sie können sich jetzt damit anmelden.' },
    signIn: 'Anmelden',
    dead: {
      title: 'Dieser Link funktioniert nicht mehr',
      text: 'Er wurde bereits verwendet, ist abgelaufen oder wurde durch den Link in einer neueren E-Mail ersetzt.',
    },
    askForLink: 'Falls Sie ihn noch brauchen, fordern Sie eine neue E-Mail an.',
    sendLink: 'Neuen Link per E-Mail senden',
    linkSent: {
      title: 'Prüfen Sie Ihr Postfach',
      text: 'Falls Ihr Konto noch besteht, ist ein neuer Link an die zugehörige E-Mail-Adresse unterwegs. Das kann einige Minuten dauern.',
    },
    failed: {
      title: 'Etwas ist schiefgegangen',
      text: 'Bitte versuchen Sie es in einigen Minuten noch einmal.',
    },
  },
  fr: {
    dir: 'ltr',
    title: 'Créez votre mot de passe',
    password: 'Nouveau mot de passe',
    repetition: 'Confirmez le mot de passe',
    rule: '{{length}} caractères minimum',
    submit: 'Créer le mot de passe',
    tooShort: 'Le mot de passe doit contenir au moins {{length}} caractères.',
    different: 'Les deux mots de passe ne sont pas identiques.',
    done: {
      title: 'Votre mot de passe a été créé',
      text: 'Vous pouvez maintenant l’utiliser pour vous connecter.',
    },
    signIn: 'Se connecter',
    dead: {
      title: 'Ce lien ne fonctionne plus',
      text: 'Il a déjà été utilisé, a expiré ou a été remplacé par celui d’un e-mail plus récent.',
    },
    askForLink: 'Si vous en avez encore besoin, demandez un nouvel e-mail.',
    sendLink: 'Recevoir un nouveau lien par e-mail',
    linkSent: {
      title: 'Consultez vos e-mails',
      text: 'Si votre compte existe toujours, un nouveau lien va arriver à son adresse e-mail. Cela peut prendre quelques minutes.',
    },
    failed: { title: 'Une erreur s’est produite', text: 'Veuillez réessayer dans quelques minutes.' },
  },
  es: {
    dir: 'ltr',
    title: 'Establece tu contraseña',
    password: 'Nueva contraseña',
    repetition: 'Repite la contraseña',
    rule: 'Mínimo {{length}} caracteres',
    submit: 'Establecer contraseña',
    tooShort: 'La contraseña debe tener al menos {{length}} caracteres.',
    different: 'Las dos contraseñas no coinciden.',
    done: { title: 'Has establecido tu contraseña', text: 'Ya puedes iniciar sesión con ella.' },
    signIn: 'Iniciar sesión',
    dead: {
      title: 'Este enlace ya no funciona',
      text: 'Se ha usado, ha caducado o lo ha sustituido el enlace de un correo más reciente.',
    },
    askForLink: 'Si todavía lo necesitas, pide un correo nuevo.',
    sendLink: 'Enviarme un enlace nuevo por correo',
    linkSent: {
      title: 'Revisa tu correo',
      text: 'Si tu cuenta todavía existe, llegará un enlace nuevo a su dirección de correo. Puede tardar unos minutos.',
    },
    failed: { title: 'Se ha producido un error', text: 'Inténtalo de nuevo dentro de unos minutos.' },
  },
  ar: {
    dir: 'rtl',
    title: 'تعيين كلمة المرور',
    password: 'كلمة المرور الجديدة',
    repetition: 'تكرار كلمة المرور',
    rule: '{{length}} حرفًا على الأقل',
    submit: 'تعيين كلمة المرور',
    tooShort: 'يجب ألا تقل كلمة المرور عن {{length}} حرفًا.',
    different: 'كلمتا المرور غير متطابقتين.',
    done: { title: 'تم تعيين كلمة المرور', text: 'يمكنك الآن تسجيل الدخول بها.' },
    signIn: 'تسجيل الدخول',
    dead: {
      title: 'هذا الرابط لم يعد يعمل',
      text: 'ربما سبق استخدامه أو انتهت صلاحيته أو حل محله رابط في رسالة أحدث.',
    },
    askForLink: 'إذا كنت لا تزال بحاجة إليه، فيُرجى طلب رسالة جديدة.',
    sendLink: 'إرسال رابط جديد بالبريد الإلكتروني',
    linkSent: {
      title: 'يُرجى التحقق من البريد الإلكتروني',
      text: 'إذا كان حسابك لا يزال موجودًا، فسيصل رابط جديد إلى عنوان بريده الإلكتروني. قد يستغرق ذلك بضع دقائق.',
    },
    failed: { title: 'حدث خطأ', text: 'يُرجى إعادة المحاولة بعد بضع دقائق.' },
  },
  ja: {
    dir: 'ltr',
    title: 'パスワードを設定してください',
    password: '新しいパスワード',
    repetition: 'パスワード（確認用）',
    rule: '{{length}}文字以上',
    submit: 'パスワードを設定',
    tooShort: 'パスワードは{{length}}文字以上で入力してください。',
    different: 'パスワードが一致しません。',
    done: { title: 'パスワードを設定しました', text: '新しいパスワードでログインできます。' },
    signIn: 'ログイン',
    dead: {
      title: 'このリンクは使用できません',
      text: 'すでに使用されたか、有効期限が切れているか、より新しいメールのリンクに置き換えられています。',
    },
    askForLink: '引き続き必要な場合は、新しいメールの送信を依頼してください。',
    sendLink: '新しいリンクをメールで受け取る',
    linkSent: {
      title: 'メールを確認してください',
      text: 'アカウントが現在も存在する場合は、登録されているメールアドレスに新しいリンクをお送りします。届くまでに数分かかることがあります。',
    },
    failed: { title: 'エラーが発生しました', text: '数分後にもう一度お試しください。' },
  },
  tr: {
    dir: 'ltr',
    title: 'Şifrenizi belirleyin',
    password: 'Yeni şifre',
    repetition: 'Şifreyi tekrar girin',
    rule: 'En az {{length}} karakter',
    submit: 'Şifre belirle',
    tooShort: 'Şifre en az {{length}} karakter olmalıdır.',
    different: 'Girdiğiniz şifreler aynı değil.',
    done: { title: 'Şifreniz belirlendi', text: 'Artık bu şifreyle oturum açabilirsiniz.' },
    signIn: 'Oturum aç',
    dead: {
      title: 'Bu bağlantı artık çalışmıyor',
      text: 'Bağlantı kullanılmış, süresi dolmuş veya yerini daha yeni bir e-postadaki bağlantı almış olabilir.',
    },
    askForLink: 'Hâlâ ihtiyacınız varsa yeni bir e-posta isteyin.',
    sendLink: 'Yeni bağlantıyı e-postayla gönder',
    linkSent: {
      title: 'E-postanızı kontrol edin',
      text: 'Hesabınız hâlâ varsa e-posta adresine yeni bir bağlantı gönderilecek. Bu birkaç dakika sürebilir.',
    },
    failed: { title: 'Bir sorun oluştu', text: 'Lütfen birkaç dakika sonra tekrar deneyin.' },
  },
};
