import type { settingsEn } from "./en.ts";

export const settingsAr: Readonly<Record<keyof typeof settingsEn, string>> = {
  "policies.title": "السياسات",
  "policies.summary": "قواعد الدخول إلى {organization}. تسري خلال ثانية.",
  "policies.bounds": "عدد صحيح من {from} إلى {to}",
  "policies.emptyIsNever": "فارغ: أبدًا",
  "policies.zeroIsNone": "0: لا يُعرض",
  "policies.minutes": "{count, plural, one {دقيقة واحدة} two {دقيقتين} few {# دقائق} other {# دقيقة}}",
  "policies.hours": "{count, plural, one {ساعة واحدة} two {ساعتين} few {# ساعات} other {# ساعة}}",
  "policies.days": "{count, plural, one {يوم واحد} two {يومين} few {# أيام} other {# يومًا}}",

  "policies.preview.asking": "جارٍ النظر فيمن يعنيهم هذا…",
  "policies.preview.nobody": "لا يتأثر أحد هنا الآن.",
  "policies.preview.locksYouOut": "لن تستطيع أنت نفسك الدخول بهذه القواعد. أعدّ أولًا ما تطلبه منك.",
  "policies.preview.withoutFactor":
    "{count, plural, one {على شخص واحد} two {على شخصين} few {على # أشخاص} other {على # شخصًا}} إعداد عامل ثانٍ:",
  "policies.preview.withoutFactorAtLeast": "على أكثر من {count} شخصًا إعداد عامل ثانٍ:",
  "policies.preview.passwordTooOld":
    "{count, plural, one {على شخص واحد} two {على شخصين} few {على # أشخاص} other {على # شخصًا}} تغيير كلمة المرور:",
  "policies.preview.passwordTooOldAtLeast": "على أكثر من {count} شخصًا تغيير كلمة المرور:",
  "policies.preview.sessionsEnding":
    "{count, plural, one {يخرج شخص واحد} two {يخرج شخصان} few {يخرج # أشخاص} other {يخرج # شخصًا}} من مكان ما فورًا:",
  "policies.preview.sessionsEndingAtLeast": "يخرج أكثر من {count} شخصًا من مكان ما فورًا:",

  "policies.mfa": "العامل الثاني",
  "policies.mfa.mode": "العامل الثاني",
  "policies.mfa.off": "معطّل",
  "policies.mfa.optional": "اختياري",
  "policies.mfa.required": "مطلوب",
  "policies.mfa.requiredFrom": "مطلوب ابتداءً من",
  "policies.mfa.requiredFromHelp": "فارغ: فورًا",
  "policies.mfa.everyone": "من الجميع",
  "policies.mfa.roles": "من هذه الأدوار",
  "policies.mfa.factors": "ما يجوز إعداده",
  "policies.mfa.says.off": "لا يُطلب من أحد إعداد واحد. ومن لديه واحد يبقى يُسأل عنه.",
  "policies.mfa.says.optional": "من شاء أعدّ واحدًا، ثم يُسأل عنه بعد ذلك.",
  "policies.mfa.says.required": "يحتاج {who} إلى عامل ثانٍ؛ ومن دونه يقود الدخول إلى إعداده.",
  "policies.mfa.says.requiredFrom": "ابتداءً من {when} يحتاج {who} إلى عامل ثانٍ. وحتى ذلك الحين هو اختياري.",
  "policies.mfa.says.everyone": "الجميع",
  "policies.mfa.says.roles": "من دوره {roles}",

  "policies.password": "كلمات المرور",
  "policies.password.minLength": "أقصر كلمة مرور",
  "policies.password.history": "كلمات سابقة لا يجوز أن تعود",
  "policies.password.maxAgeDays": "أيام حتى يجب تغييرها",
  "policies.password.composition": "يجب أن تحتوي على",
  "policies.password.requireUpper": "حرف كبير",
  "policies.password.requireLower": "حرف صغير",
  "policies.password.requireDigit": "رقم",
  "policies.password.requireSymbol": "رمز",
  "policies.password.says":
    "في كلمة المرور {length, plural, one {حرف واحد} two {حرفان} few {# أحرف} other {# حرفًا}} على الأقل، وليست مما يستخدمه غيرك.",
  "policies.password.says.free": "مما تتكون أمر حر.",
  "policies.password.says.composed": "فيها أنواع الحروف المحددة أدناه.",
  "policies.password.says.history":
    "{count, plural, one {لا يجوز أن تعود الأخيرة} two {لا يجوز أن تعود الأخيرتان} few {لا يجوز أن تعود آخر #} other {لا يجوز أن تعود آخر #}}.",
  "policies.password.says.ageless": "تبقى صالحة حتى يغيّرها أحد.",
  "policies.password.says.age":
    "تصلح لمدة {days, plural, one {يوم واحد} two {يومين} few {# أيام} other {# يومًا}}.",

  "policies.session": "الجلسات والأجهزة",
  "policies.session.idleMinutes": "دقائق بلا استخدام",
  "policies.session.absoluteHours": "ساعات على الأكثر",
  "policies.session.rememberDays": "أيام مع «أبقني داخلًا»",
  "policies.session.trustedDeviceDays": "أيام الثقة بالجهاز",
  "policies.session.says": "تنتهي الجلسة بعد {idle} بلا استخدام، وبعد {most} على أي حال.",
  "policies.session.says.most": "تنتهي الجلسة بعد {most}، استُخدمت أم لا.",
  "policies.session.says.remember":
    "من طلب البقاء داخلًا يبقى {days, plural, one {يومًا واحدًا} two {يومين} few {# أيام} other {# يومًا}}.",
  "policies.session.says.noRemember": "لا يستطيع أحد طلب البقاء داخلًا مدة أطول.",
  "policies.session.says.trust":
    "الجهاز الموثوق لا يُسأل عن العامل الثاني لمدة {days, plural, one {يوم واحد} two {يومين} few {# أيام} other {# يومًا}}.",
  "policies.session.says.noTrust": "لا جهاز موثوق: يُطلب العامل الثاني كل مرة.",

  "policies.lockout": "المحاولات الفاشلة",
  "policies.lockout.attempts": "محاولات فاشلة",
  "policies.lockout.windowMinutes": "خلال دقائق",
  "policies.lockout.says":
    "بعد {attempts, plural, one {محاولة فاشلة} two {محاولتين فاشلتين} few {# محاولات فاشلة} other {# محاولة فاشلة}} خلال {minutes, plural, one {دقيقة} two {دقيقتين} few {# دقائق} other {# دقيقة}} على ما يليها أن ينتظر. الأجهزة المعروفة تمر.",

  "policies.registration": "التسجيل",
  "policies.registration.mode": "من يجوز له التسجيل",
  "policies.registration.open": "أي أحد",
  "policies.registration.domain": "عناوين نطاقات معينة",
  "policies.registration.invitation": "من دُعي",
  "policies.registration.closed": "لا أحد",
  "policies.registration.domains": "النطاقات",
  "policies.registration.says.open": "يدخل أي أحد يؤكد عنوانه.",
  "policies.registration.says.domain": "يدخل من يؤكد عنوانًا من {domains}.",
  "policies.registration.says.invitation": "لا يسجّل إلا من دُعي.",
  "policies.registration.says.closed": "لا يستطيع أحد أن يسجّل بنفسه.",

  "policies.sso": "الدخول الموحد",
  "policies.sso.enforced": "فقط عبر مزوّد الهوية الخاص بالمؤسسة",
  "policies.sso.says.free": "تعمل كلمات المرور ومفاتيح المرور إلى جانب مزوّد الهوية.",
  "policies.sso.says.enforced": "تُرفض كلمات المرور: يدخل الجميع عبر مزوّد الهوية.",

  "policies.responses": "ما يحدث تلقائيًا",
  "policies.responses.says":
    "ما تفعله القواعد فورًا حين تلاحظ شيئًا. لا يُقفل حساب أبدًا بسبب ما يستطيع أي أحد إحداثه.",
};
