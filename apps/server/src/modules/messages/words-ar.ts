import { ar as access } from "./words-access-ar.ts";
import { asWritten, type Words } from "./letters.ts";
import { momentIn } from "./moment.ts";

const moment = momentIn("ar");
const notYou = "إذا لم تكن أنت من فعل ذلك، فعيّن كلمة مرور جديدة فورًا وراجع أجهزتك.";

const factors: Words["factors"] = {
  totp: "تطبيق المصادقة",
  recovery_code: "رموز الاسترداد",
  passkey: "مفتاح المرور",
  email_code: "رموز عبر البريد الإلكتروني",
  sms_code: "رموز عبر الرسائل القصيرة",
};

const happened: Words["happened"] = {
  spray: "جُرّبت كلمات مرور خاطئة على كثير من أفراد مؤسستك في وقت قصير.",
  brute_force: "جرّب أحدهم كلمات مرور خاطئة كثيرة على حسابك.",
  success_after_failures: "دخل أحدهم إلى حسابك بعد كلمات مرور خاطئة كثيرة، من مكان لم نعرفه.",
  new_device: "استُخدم حسابك على جهاز لم نره من قبل.",
  new_country: "استُخدم حسابك من بلد لم يُستخدم منه من قبل.",
  unusual_hour: "استُخدم حسابك في ساعة لم تدخل فيها من قبل.",
  refresh_replay: "استُخدمت نسخة من جلسة دخول إلى حسابك. لقد أنهينا تلك الجلسة.",
  passkey_copied: "استُخدمت نسخة من أحد مفاتيح المرور الخاصة بك. احذفه وأنشئ مفتاحًا جديدًا.",
};

export const ar: Words = {
  factors,
  happened,
  copyLink: "أو انسخ هذا العنوان إلى متصفحك:",
  footer: "أرسل Atrium هذه الرسالة بسبب أمر حدث يتعلق بعنوانك.",
  letters: {
    ...access,
    verify_email: ({ organization }) => ({
      subject: `أكّد عنوانك لدى ${organization}`,
      lines: [
        `سجّل أحدهم، نأمل أنه أنت، لدى ${organization} بهذا العنوان.`,
        "أكّده خلال 24 ساعة لإتمام التسجيل.",
      ],
      action: "تأكيد العنوان",
      after: ["إذا لم تسجّل، فلا تفعل شيئًا: لا يُنشأ أي حساب من دون تأكيد."],
    }),
    already_registered: ({ organization }) => ({
      subject: "لديك حساب بالفعل",
      lines: [
        `حاول أحدهم، نأمل أنه أنت، التسجيل لدى ${organization} بهذا العنوان، لكن له حسابًا بالفعل.`,
        "سجّل الدخول به. وإذا نسيت كلمة المرور فصفحة الدخول تساعدك على تعيين كلمة جديدة.",
      ],
      action: "تسجيل الدخول",
      after: ["إذا لم تكن أنت، فلا تفعل شيئًا: لم يتغيّر شيء."],
    }),
    welcome: ({ organization }) => ({
      subject: `مرحبًا بك في ${organization}`,
      lines: [`تم تأكيد عنوانك، وحسابك لدى ${organization} جاهز.`],
      action: "تسجيل الدخول",
      after: ["إذا لم تختر كلمة المرور بنفسك، فعيّن كلمة جديدة عبر «نسيت كلمة المرور» قبل المتابعة."],
    }),
    reset_password: ({ byAdmin }) => ({
      subject: "تعيين كلمة مرور جديدة",
      lines: [
        byAdmin
          ? "تطلب منك إدارة مؤسستك تعيين كلمة مرور جديدة."
          : "طلب أحدهم، نأمل أنه أنت، تعيين كلمة مرور جديدة لحسابك.",
        "يعمل الرابط مرة واحدة ولمدة ساعة. وتبقى كلمة مرورك الحالية صالحة حتى تعيّن غيرها.",
      ],
      action: "تعيين كلمة مرور جديدة",
      after: ["إذا لم تطلب ذلك، فلا تفعل شيئًا."],
    }),
    password_changed: ({ at }) => ({
      subject: "تم تغيير كلمة مرورك",
      lines: [`تم تغيير كلمة مرور حسابك في ${moment(at)}.`, notYou],
      action: "لم أكن أنا",
    }),
    email_change_new: () => ({
      subject: "أكّد عنوانك الجديد",
      lines: ["يريد أحدهم، نأمل أنه أنت، استخدام هذا العنوان لحساب. أكّد أنه لك."],
      action: "تأكيد العنوان",
      after: ["إذا لم تكن أنت، فلا تفعل شيئًا."],
    }),
    email_change_old: ({ newEmail }) => ({
      subject: "يجري تغيير عنوان حسابك",
      lines: [
        `يجري تغيير عنوان حسابك إلى ${newEmail}.`,
        "إذا لم تطلب ذلك، فتراجع عن التغيير. وسيؤدي ذلك أيضًا إلى إنهاء كل جلسات حسابك.",
      ],
      action: "التراجع عن التغيير",
    }),
    invitation: ({ organization, invitedBy, expiresAt }) => ({
      subject: `دعوة إلى ${organization}`,
      lines: [
        invitedBy === null
          ? `أنت مدعو للانضمام إلى ${organization}.`
          : `يدعوك ${invitedBy} للانضمام إلى ${organization}.`,
        `الدعوة صالحة حتى ${moment(expiresAt)}.`,
      ],
      action: "عرض الدعوة",
      after: ["إذا لم تكن تتوقعها، فلا تفعل شيئًا."],
    }),
    new_device: ({ device, place, at }) => ({
      subject: "تسجيل دخول جديد إلى حسابك",
      lines: [
        `استُخدم حسابك على جهاز لم نعرفه من قبل: ${device}${place === null ? "" : `، ${place}`}، في ${moment(at)}.`,
        notYou,
      ],
      action: "عرض أجهزتي",
    }),
    factor_added: ({ factor, at }) => ({
      subject: "أُضيف عامل تحقق إلى حسابك",
      lines: [`أُضيف إلى حسابك في ${moment(at)}: ${factors[factor]}.`, notYou],
      action: "عرض إعدادات الأمان",
    }),
    factor_removed: ({ factor, at }) => ({
      subject: "أُزيل عامل تحقق من حسابك",
      lines: [`أُزيل من حسابك في ${moment(at)}: ${factors[factor]}.`, notYou],
      action: "عرض إعدادات الأمان",
    }),
    sign_in_code: ({ code, minutes }) => ({
      subject: "رمزك",
      lines: [
        `رمزك هو ${code}`,
        `يعمل مرة واحدة ولمدة ${minutes} دقائق. لا تخبر به أحدًا؛ فلن نسألك عنه أبدًا.`,
      ],
    }),
    account_locked: ({ at }) => ({
      subject: "حسابك مقفل لبعض الوقت",
      lines: [
        `بعد محاولات دخول فاشلة كثيرة، أُقفل حسابك في ${moment(at)}.`,
        "الأجهزة التي سبق أن دخلت منها ما زالت تعمل. كما أن كلمة مرور جديدة ترفع القفل.",
      ],
      action: "تعيين كلمة مرور جديدة",
    }),
    impersonation_started: ({ by, organization, reason, writes, minutes, at }) => ({
      subject: `${by} يستعرض ${organization} باسمك`,
      lines: [
        `في ${moment(at)} بدأ ${by} التصرف باسمك في ${organization} لمدة أقصاها ${minutes} دقيقة.`,
        `السبب المذكور: «${reason}»`,
        writes
          ? "يمكن تغيير أشياء باسمك، ولكن لا شيء يخص طريقة تسجيل دخولك."
          : "يمكن الاطلاع على ما تراه هناك دون تغيير أي شيء.",
      ],
      action: "عرض ذلك أو إنهاؤه",
      after: ["كل ما يُفعل يُسجَّل باسم صاحبه، وفي سجل نشاطك أيضًا."],
    }),
    from_organization: asWritten,
    security_alert: ({ kind, locked, at }) => ({
      subject: "أمر غير معتاد في حسابك",
      lines: [
        happened[kind],
        `لاحظنا ذلك في ${moment(at)}.`,
        locked ? "حرصًا على سلامته، حسابك مقفل. يستطيع مسؤول مؤسستك فتحه." : notYou,
      ],
      action: "عرض أمان حسابي",
    }),
  },
  texts: {
    sign_in_code: ({ code, minutes }) =>
      `${code} هو رمز Atrium الخاص بك. يعمل لمدة ${minutes} دقائق. لا تخبر به أحدًا.`,
    confirm_phone: ({ code, minutes }) =>
      `${code} يؤكد هذا الرقم لحسابك في Atrium. يعمل لمدة ${minutes} دقائق.`,
  },
};
