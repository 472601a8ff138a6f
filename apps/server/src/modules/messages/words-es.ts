import { es as access } from "./words-access-es.ts";
import { asWritten, type Words } from "./letters.ts";
import { momentIn } from "./moment.ts";

const moment = momentIn("es");
const notYou = "Si no ha sido usted, cambie la contraseña de inmediato y revise sus dispositivos.";

const factors: Words["factors"] = {
  totp: "aplicación de autenticación",
  recovery_code: "códigos de recuperación",
  passkey: "clave de acceso",
  email_code: "códigos por correo",
  sms_code: "códigos por SMS",
};

const happened: Words["happened"] = {
  spray: "En poco tiempo se probaron contraseñas erróneas con muchas personas de su organización.",
  brute_force: "Alguien probó muchas contraseñas erróneas en su cuenta.",
  success_after_failures:
    "Alguien entró en su cuenta tras muchas contraseñas erróneas, desde un lugar que no conocíamos.",
  new_device: "Su cuenta se usó en un dispositivo que no conocíamos.",
  new_country: "Su cuenta se usó desde un país desde el que nunca se había usado.",
  unusual_hour: "Su cuenta se usó a una hora a la que usted nunca había entrado.",
  refresh_replay: "Se usó una copia de una sesión de su cuenta. Hemos cerrado esa sesión.",
  passkey_copied: "Se usó una copia de una de sus llaves de acceso. Quítela y cree una nueva.",
};

export const es: Words = {
  factors,
  happened,
  copyLink: "O copie esta dirección en su navegador:",
  footer: "Atrium ha enviado este mensaje por algo que ha ocurrido con su dirección.",
  letters: {
    ...access,
    verify_email: ({ organization }) => ({
      subject: `Confirme su dirección para ${organization}`,
      lines: [
        `Alguien, esperamos que usted, se ha registrado en ${organization} con esta dirección.`,
        "Confírmela en 24 horas para terminar.",
      ],
      action: "Confirmar la dirección",
      after: ["Si no se ha registrado, no haga nada: sin confirmación no se crea ninguna cuenta."],
    }),
    already_registered: ({ organization }) => ({
      subject: "Ya tiene una cuenta",
      lines: [
        `Alguien, esperamos que usted, ha querido registrarse en ${organization} con esta dirección, pero ya hay una cuenta con ella.`,
        "Inicie sesión con ella. Si ha olvidado la contraseña, la página de inicio ayuda a poner otra.",
      ],
      action: "Iniciar sesión",
      after: ["Si no ha sido usted, no haga nada: no se ha cambiado nada."],
    }),
    welcome: ({ organization }) => ({
      subject: `Le damos la bienvenida a ${organization}`,
      lines: [`Su dirección está confirmada y su cuenta en ${organization} está lista.`],
      action: "Iniciar sesión",
      after: [
        "Si no ha elegido usted la contraseña, ponga una nueva con «He olvidado la contraseña» antes de seguir.",
      ],
    }),
    reset_password: ({ byAdmin }) => ({
      subject: "Poner una contraseña nueva",
      lines: [
        byAdmin
          ? "La administración de su organización le pide que ponga una contraseña nueva."
          : "Alguien, esperamos que usted, ha pedido una contraseña nueva para su cuenta.",
        "El enlace sirve una vez y durante una hora. La contraseña actual vale hasta que ponga otra.",
      ],
      action: "Poner una contraseña nueva",
      after: ["Si no lo ha pedido, no haga nada."],
    }),
    password_changed: ({ at }) => ({
      subject: "Su contraseña ha cambiado",
      lines: [`La contraseña de su cuenta se cambió el ${moment(at)}.`, notYou],
      action: "No he sido yo",
    }),
    email_change_new: () => ({
      subject: "Confirme su nueva dirección",
      lines: [
        "Alguien, esperamos que usted, quiere usar esta dirección para una cuenta. Confirme que es suya.",
      ],
      action: "Confirmar la dirección",
      after: ["Si no ha sido usted, no haga nada."],
    }),
    email_change_old: ({ newEmail }) => ({
      subject: "Se está cambiando la dirección de su cuenta",
      lines: [
        `La dirección de su cuenta va a ser ${newEmail}.`,
        "Si no lo ha pedido, deshaga el cambio. Con ello se cierran todas las sesiones de su cuenta.",
      ],
      action: "Deshacer el cambio",
    }),
    invitation: ({ organization, invitedBy, expiresAt }) => ({
      subject: `Invitación a ${organization}`,
      lines: [
        invitedBy === null
          ? `Tiene una invitación para unirse a ${organization}.`
          : `${invitedBy} le invita a unirse a ${organization}.`,
        `La invitación vale hasta el ${moment(expiresAt)}.`,
      ],
      action: "Ver la invitación",
      after: ["Si no la espera, no haga nada."],
    }),
    new_device: ({ device, place, at }) => ({
      subject: "Nuevo inicio de sesión en su cuenta",
      lines: [
        `Su cuenta se ha usado en un dispositivo que no conocíamos: ${device}${place === null ? "" : `, ${place}`}, el ${moment(at)}.`,
        notYou,
      ],
      action: "Ver mis dispositivos",
    }),
    factor_added: ({ factor, at }) => ({
      subject: "Se ha añadido un segundo factor",
      lines: [`Añadido a su cuenta el ${moment(at)}: ${factors[factor]}.`, notYou],
      action: "Ver mi seguridad",
    }),
    factor_removed: ({ factor, at }) => ({
      subject: "Se ha quitado un segundo factor",
      lines: [`Quitado de su cuenta el ${moment(at)}: ${factors[factor]}.`, notYou],
      action: "Ver mi seguridad",
    }),
    sign_in_code: ({ code, minutes }) => ({
      subject: "Su código",
      lines: [
        `Su código es ${code}`,
        `Sirve una vez y durante ${minutes} minutos. No se lo diga a nadie; nunca se lo pediremos.`,
      ],
    }),
    account_locked: ({ at }) => ({
      subject: "Su cuenta está bloqueada por un tiempo",
      lines: [
        `Tras muchos intentos fallidos, su cuenta se bloqueó el ${moment(at)}.`,
        "Los dispositivos que ya usaba siguen sirviendo. Una contraseña nueva también quita el bloqueo.",
      ],
      action: "Poner una contraseña nueva",
    }),
    impersonation_started: ({ by, organization, reason, writes, minutes, at }) => ({
      subject: `${by} está viendo ${organization} como usted`,
      lines: [
        `El ${moment(at)} ${by} empezó a actuar como usted en ${organization}, durante ${minutes} minutos como máximo.`,
        `El motivo indicado: «${reason}»`,
        writes
          ? "Puede cambiar cosas en su nombre, pero nada de cómo inicia usted sesión."
          : "Puede ver lo que usted ve allí y no puede cambiar nada.",
      ],
      action: "Verlo o terminarlo",
      after: ["Lo que haga queda anotado con su propio nombre, también en la actividad de usted."],
    }),
    from_organization: asWritten,
    security_alert: ({ kind, locked, at }) => ({
      subject: "Algo inusual en su cuenta",
      lines: [
        happened[kind],
        `Lo notamos el ${moment(at)}.`,
        locked
          ? "Por seguridad, su cuenta está bloqueada. La administración de su organización puede desbloquearla."
          : notYou,
      ],
      action: "Ver mi seguridad",
    }),
  },
  texts: {
    sign_in_code: ({ code, minutes }) =>
      `${code} es su código de Atrium. Sirve durante ${minutes} minutos. No se lo diga a nadie.`,
    confirm_phone: ({ code, minutes }) =>
      `${code} confirma este número para su cuenta de Atrium. Sirve durante ${minutes} minutos.`,
  },
};
