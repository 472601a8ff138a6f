import type { impersonationEn } from "./en.ts";

export const impersonationAr: Record<keyof typeof impersonationEn, string> = {
  "action.impersonate": "الدخول باسم…",
  "action.endImpersonation": "التوقف عن التصرف باسم شخص آخر",
  "impersonation.title": "عرض أتريوم كما يراه {name}؟",
  "impersonation.detail":
    "لمدة خمس عشرة دقيقة تعرض هذه النافذة ما يراه {name} في حدود ما يحق لك رؤيته. يُبلَّغ الشخص بالبريد مع اسمك والسبب، ويُسجَّل كل ما تفعله بالاسمين معًا.",
  "impersonation.never":
    "كلمة المرور والعوامل والجلسات والعناوين والمفاتيح والأدوار والتصدير تبقى للشخص وحده مهما اخترت هنا.",
  "impersonation.write": "تغيير أشياء باسمه أيضًا",
  "impersonation.writeDetail": "من دون ذلك يمكنك الاطلاع فقط.",
  "impersonation.start": "الدخول باسم {name}",
  "impersonation.banner": "أنت تتصرف باسم {name}",
  "impersonation.looking": "اطلاع فقط",
  "impersonation.writing": "التغييرات فعلية",
  "impersonation.reason": "السبب: {reason}",
  "impersonation.left": "بقي {time}",
  "impersonation.end": "إنهاء",
  "impersonation.endOf": "إنهاء التصرف باسم {name}",
  "impersonation.over.title": "عدت إلى نفسك",
  "impersonation.over.detail":
    "انتهى التصرف باسم {name}: انقضت الدقائق الخمس عشرة أو أُنهي ذلك. ما كتبته هنا ولم تحفظه يمكنك نسخه بعد.",
  "impersonation.over.back": "العودة إلى مكاني",
  "audit.actingAs": "{actor} باسم {subject}",
  "audit.onBehalfOf": "باسم",
  "audit.because": "السبب: {reason}",
  "sessions.acting": "{name}، يتصرف باسم هذا الشخص",
  "sessions.acting.writes": "يمكنه التغيير",
  "sessions.acting.looks": "يطّلع فقط",
  "event.impersonation.started": "بدأ {actor} عرض أتريوم كما يراه {target}",
  "event.impersonation.ended": "أنهى {actor} عرض أتريوم كما يراه {target}",
};
