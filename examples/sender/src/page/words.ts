import { createLocaleMatcher } from 'welcome-email/page';

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
  /** For a link that is not one of ours, such as half of one. */
  readonly broken: Notice;
  readonly sendLink: string;
  /** Shown whether or not the user exists, and also if no more links are sent for now. */
  readonly linkSent: Notice;
  readonly tooMany: Notice;
  readonly failed: Notice;
}

export interface Notice {
  readonly title: string;
  readonly text: string;
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
  broken: {
    title: 'This link does not work',
    text: 'Part of it may be missing. Copy the whole link from the email, or ask for a new email.',
  },
  sendLink: 'Email me a new link',
  linkSent: {
    title: 'Check your email',
    text: 'If a new link can be sent, it will go to your account’s email address. This can take a few minutes.',
  },
  tooMany: { title: 'Too many requests', text: 'Please try again later.' },
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
    tooShort: 'Das Passwort muss mindestens {{length}} Zeichen lang sein.',
    different: 'Die beiden Passwörter stimmen nicht überein.',
    done: { title: 'Ihr Passwort wurde festgelegt', text: 'Sie können sich jetzt damit anmelden.' },
    signIn: 'Anmelden',
    dead: {
      title: 'Dieser Link funktioniert nicht mehr',
      text: 'Er wurde bereits verwendet, ist abgelaufen oder wurde durch den Link in einer neueren E-Mail ersetzt.',
    },
    broken: {
      title: 'Dieser Link funktioniert nicht',
      text: 'Vielleicht fehlt ein Teil davon. Kopieren Sie den ganzen Link aus der E-Mail, oder fordern Sie eine neue E-Mail an.',
    },
    sendLink: 'Neuen Link anfordern',
    linkSent: {
      title: 'Prüfen Sie Ihr E‑Mail-Postfach',
      text: 'Falls ein neuer Link gesendet werden kann, geht er an die E-Mail-Adresse Ihres Kontos. Das kann einige Minuten dauern.',
    },
    tooMany: { title: 'Zu viele Anfragen', text: 'Bitte versuchen Sie es später noch einmal.' },
    failed: {
      title: 'Es ist ein Fehler aufgetreten',
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
    broken: {
      title: 'Ce lien ne fonctionne pas',
      text: 'Il est peut-être incomplet. Copiez le lien en entier depuis l’e-mail ou demandez un nouvel e-mail.',
    },
    sendLink: 'Recevoir un nouveau lien par e-mail',
    linkSent: {
      title: 'Consultez vos e-mails',
      text: 'Si un nouveau lien peut être envoyé, il le sera à l’adresse e-mail associée à votre compte. Cela peut prendre quelques minutes.',
    },
    tooMany: { title: 'Trop de demandes', text: 'Veuillez réessayer plus tard.' },
    failed: { title: 'Une erreur s’est produite', text: 'Veuillez réessayer dans quelques minutes.' },
  },
  es: {
    dir: 'ltr',
    title: 'Crea tu contraseña',
    password: 'Nueva contraseña',
    repetition: 'Repite la contraseña',
    rule: 'Mínimo {{length}} caracteres',
    submit: 'Crear contraseña',
    tooShort: 'La contraseña debe tener al menos {{length}} caracteres.',
    different: 'Las contraseñas no coinciden.',
    done: { title: 'Se ha creado tu contraseña', text: 'Ya puedes iniciar sesión con ella.' },
    signIn: 'Iniciar sesión',
    dead: {
      title: 'Este enlace ya no funciona',
      text: 'Ya se ha usado, ha caducado o se ha sustituido por el de un correo más reciente.',
    },
    broken: {
      title: 'Este enlace no funciona',
      text: 'Puede que esté incompleto. Copia el enlace completo del correo o solicita un nuevo correo.',
    },
    sendLink: 'Solicitar un nuevo enlace',
    linkSent: {
      title: 'Revisa tu correo',
      text: 'Si se puede enviar un nuevo enlace, llegará a la dirección de correo electrónico asociada a tu cuenta. Puede tardar unos minutos.',
    },
    tooMany: { title: 'Demasiadas solicitudes', text: 'Inténtalo de nuevo más tarde.' },
    failed: { title: 'Se ha producido un error', text: 'Inténtalo de nuevo dentro de unos minutos.' },
  },
  ar: {
    dir: 'rtl',
    title: 'تعيين كلمة المرور',
    password: 'كلمة المرور الجديدة',
    repetition: 'تأكيد كلمة المرور',
    rule: '{{length}} حرفًا على الأقل',
    submit: 'تعيين كلمة المرور',
    tooShort: 'يجب ألا تقل كلمة المرور عن {{length}} حرفًا.',
    different: 'كلمتا المرور غير متطابقتين.',
    done: { title: 'تم تعيين كلمة المرور', text: 'يمكنك الآن تسجيل الدخول باستخدامها.' },
    signIn: 'تسجيل الدخول',
    dead: {
      title: 'لم يعد هذا الرابط صالحًا',
      text: 'ربما سبق استخدامه أو انتهت صلاحيته أو حلّ محله رابط في رسالة أحدث.',
    },
    broken: {
      title: 'هذا الرابط غير صحيح',
      text: 'ربما ينقصه جزء. يُرجى نسخ الرابط كاملًا من الرسالة أو طلب رسالة جديدة.',
    },
    sendLink: 'إرسال رابط جديد بالبريد الإلكتروني',
    linkSent: {
      title: 'يُرجى تفقّد بريدك الإلكتروني',
      text: 'إذا كان من الممكن إرسال رابط جديد، فسيصل إلى عنوان البريد الإلكتروني المرتبط بحسابك. قد يستغرق ذلك بضع دقائق.',
    },
    tooMany: { title: 'عدد كبير جدًا من الطلبات', text: 'يُرجى إعادة المحاولة لاحقًا.' },
    failed: { title: 'حدث خطأ', text: 'يُرجى إعادة المحاولة بعد بضع دقائق.' },
  },
  ja: {
    dir: 'ltr',
    title: 'パスワードを設定してください',
    password: '新しいパスワード',
    repetition: '新しいパスワード（確認用）',
    rule: '{{length}}文字以上',
    submit: 'パスワードを設定',
    tooShort: 'パスワードは{{length}}文字以上で入力してください。',
    different: 'パスワードが一致しません。',
    done: { title: 'パスワードを設定しました', text: '新しいパスワードでログインできます。' },
    signIn: 'ログイン',
    dead: {
      title: 'このリンクは使用できません',
      text: 'すでに使用されたか、有効期限が切れたか、新しいメールの送信により無効になった可能性があります。',
    },
    broken: {
      title: 'リンクが正しくありません',
      text: 'リンクの一部が欠けている可能性があります。メールのリンク全体をコピーするか、新しいメールをリクエストしてください。',
    },
    sendLink: '新しいリンクをメールで受け取る',
    linkSent: {
      title: 'メールを確認してください',
      text: '新しいリンクを送信できる場合は、アカウントのメールアドレスにお送りします。届くまでに数分かかることがあります。',
    },
    tooMany: {
      title: 'リクエストの回数が上限に達しました',
      text: 'しばらくしてからもう一度お試しください。',
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
    tooShort: 'Şifre en az {{length}} karakterden oluşmalıdır.',
    different: 'Girdiğiniz şifreler eşleşmiyor.',
    done: { title: 'Şifreniz belirlendi', text: 'Artık bu şifreyle giriş yapabilirsiniz.' },
    signIn: 'Giriş yap',
    dead: {
      title: 'Bu bağlantı artık geçerli değil',
      text: 'Bağlantı daha önce kullanılmış, süresi dolmuş veya yerini yeni bir e-postadaki bağlantı almış olabilir.',
    },
    broken: {
      title: 'Bu bağlantı çalışmıyor',
      text: 'Bağlantının bir kısmı eksik olabilir. Bağlantının tamamını e-postadan kopyalayın veya yeni bir e-posta talep edin.',
    },
    sendLink: 'E-postayla yeni bağlantı gönder',
    linkSent: {
      title: 'E-postanızı kontrol edin',
      text: 'Yeni bir bağlantı gönderilebiliyorsa hesabınızın e-posta adresine gönderilecek. Bu işlem birkaç dakika sürebilir.',
    },
    tooMany: { title: 'Çok fazla talep gönderildi', text: 'Lütfen daha sonra tekrar deneyin.' },
    failed: { title: 'Bir sorun oluştu', text: 'Lütfen birkaç dakika sonra tekrar deneyin.' },
  },
};

const matchLocale = createLocaleMatcher(Object.keys(languages));

/** Finds the language for a reader, and its words: that of the user if it is known, else one that the browser asks for. */
export function findWords(
  locale: string | null | undefined,
  acceptLanguage: string | undefined,
): { lang: string; words: Words } {
  const lang = matchLocale(locale) ?? matchLocale(acceptLanguage) ?? 'en';
  return { lang, words: languages[lang] ?? languages.en };
}
