import type { Messages } from "./en.ts";

export const es: Messages = {
  "page.error": "Error: {title}",
  "page.language": "Idioma",
  "page.back": "Volver al inicio de sesión",
  "page.or": "o",
  "page.continue": "Continuar",
  "page.noScript": "Las llaves de acceso necesitan JavaScript, que está desactivado en este navegador.",
  "page.passkeyFailed": "La llave de acceso no se usó. Inténtelo de nuevo o elija otra forma.",

  "field.email": "Correo electrónico",
  "field.password": "Contraseña",
  "field.newPassword": "Contraseña nueva",
  "field.firstName": "Nombre",
  "field.lastName": "Apellido",
  "field.show": "Mostrar la contraseña",
  "field.hide": "Ocultar la contraseña",
  "field.passwordHint": "Larga y fácil de recordar: una frase corta propia es una buena elección.",

  "login.title": "Iniciar sesión",
  "login.submit": "Iniciar sesión",
  "login.remember": "Mantener la sesión iniciada",
  "login.forgot": "¿Olvidó su contraseña?",
  "login.register": "Crear una cuenta",
  "login.passkey": "Entrar con una llave de acceso",
  "login.sso": "Entrar a través de su organización",
  "login.with": "Continuar con {name}",
  "login.ssoNeedsEmail":
    "Escriba primero su dirección de correo y elija después otra vez el acceso de su organización.",
  "login.ssoNone":
    "A esta dirección no le corresponde el acceso de ninguna organización. Use su contraseña o una llave de acceso.",
  "login.verified": "{email} está confirmada. Ya puede iniciar sesión.",
  "login.reset":
    "La contraseña nueva está puesta y su sesión se cerró en todas partes. Inicie sesión con ella.",
  "login.signedOut": "Su sesión está cerrada.",
  "login.signInFirst": "Inicie sesión primero; después podrá continuar.",
  "login.reverted":
    "Su dirección anterior vuelve a valer y su sesión se cerró en todas partes. Ponga una contraseña nueva si no fue usted quien cambió la dirección.",
  "login.accepted": "Ya forma parte de {name}. Inicie sesión para empezar.",

  "factor.title": "Un paso más",
  "factor.totp": "Aplicación de autenticación",
  "factor.passkey": "Llave de acceso",
  "factor.recovery_code": "Código de recuperación",
  "factor.email_code": "Código por correo",
  "factor.sms_code": "Código por SMS",
  "factor.totp.label": "Código de su aplicación de autenticación",
  "factor.recovery_code.label": "Uno de sus códigos de recuperación",
  "factor.email_code.label": "Código del correo",
  "factor.sms_code.label": "Código del SMS",
  "factor.passkey.use": "Usar una llave de acceso",
  "factor.send": "Enviarme un código",
  "factor.sendAgain": "Enviar otro código",
  "factor.sent": "Un código va en camino a {to}. Vale durante diez minutos.",
  "factor.trust": "No volver a pedirlo en este dispositivo",
  "factor.other": "Otra forma",

  "enrol.title": "Configurar un segundo factor",
  "enrol.detail":
    "Su organización lo pide. Escanee la imagen con una aplicación de autenticación y escriba después el código que muestra.",
  "enrol.onlyPasskey":
    "Su organización lo pide y acepta llaves de acceso: configure una con su huella, su cara, su PIN o una llave de seguridad.",
  "enrol.setUpPasskey": "Configurar una llave de acceso",
  "enrol.begun": "Escriba el código que su aplicación de autenticación muestra ahora.",
  "enrol.picture": "Código QR para la aplicación de autenticación",
  "enrol.key": "Sin cámara, escriba esta clave en la aplicación:",
  "enrol.code": "Código de la aplicación",
  "enrol.again": "Mostrar una imagen nueva",
  "enrol.passkey": "Configurar en su lugar una llave de acceso",

  "codes.title": "Códigos de recuperación",
  "codes.detail":
    "Si pierde su segundo factor, un código de recuperación le permite entrar. Cada uno vale una vez.",
  "codes.make": "Crear códigos de recuperación",
  "codes.keep": "Guárdelos en un lugar seguro. Se muestran ahora y nunca más.",
  "codes.later": "Ahora no",

  "renew.title": "Elegir una contraseña nueva",
  "renew.detail": "La actual es demasiado antigua o debe cambiarse. Después habrá iniciado sesión.",
  "renew.submit": "Poner la contraseña",

  "register.title": "Crear una cuenta",
  "register.submit": "Crear la cuenta",
  "register.have": "Ya tengo una cuenta",
  "register.sentTitle": "Mire su correo",
  "register.sentDetail":
    "Se envió un mensaje a {email}. Siga su enlace para continuar. Puede tardar un minuto; mire también en el correo no deseado.",
  "register.again": "Enviar el mensaje otra vez",

  "verify.title": "Confirmar su dirección",
  "verify.detail":
    "Escriba la contraseña que eligió al registrarse. Si no fue usted quien se registró, cierre esta página: no ocurrirá nada.",
  "verify.submit": "Confirmar la dirección",

  "forgot.title": "¿Olvidó su contraseña?",
  "forgot.detail": "Escriba su dirección y le enviaremos un enlace para poner una nueva.",
  "forgot.submit": "Enviar el enlace",
  "forgot.sentTitle": "Mire su correo",
  "forgot.sentDetail": "Si {email} tiene una cuenta aquí, el mensaje va en camino. Su enlace vale una hora.",

  "reset.title": "Poner una contraseña nueva",
  "reset.detail": "Su sesión se cerrará en todas partes. Sus segundos factores quedan como están.",
  "reset.submit": "Poner la contraseña",

  "confirm.title": "Confirmar su dirección nueva",
  "confirm.detail":
    "La dirección anterior recibe un mensaje que puede deshacer el cambio durante siete días.",
  "confirm.submit": "Confirmar la dirección",
  "confirm.doneTitle": "La dirección es suya",
  "confirm.doneDetail": "{email} está confirmada.",

  "revert.title": "Deshacer el cambio de dirección",
  "revert.detail":
    "Su dirección anterior vuelve a valer, las añadidas desde entonces se quitan y su sesión se cierra en todas partes.",
  "revert.submit": "Deshacer el cambio",

  "invitation.title": "Invitación a {name}",
  "invitation.detail": "{inviter} invita a {email}.",
  "invitation.accept": "Aceptar la invitación",
  "invitation.signIn": "Iniciar sesión para aceptar",
  "invitation.signOut":
    "Ha iniciado sesión con otra dirección. Cierre la sesión y acepte después como {email}.",
  "invitation.signOutSubmit": "Cerrar sesión",

  "logout.title": "Cerrar sesión",
  "logout.detail": "Termina su sesión en este navegador.",
  "logout.submit": "Cerrar sesión",
  "logout.stay": "Seguir en la sesión",

  "sso.title": "Hacia {name}",
  "sso.detail": "Allí inicia sesión y vuelve aquí automáticamente.",
  "sso.go": "Continuar",
  "sso.failed": "El inicio de sesión no funcionó",

  "link.title": "Este enlace ya no vale",
  "link.detail": "Ya se usó, es demasiado antiguo o un mensaje más nuevo lo reemplazó.",
  "link.missing": "Abra esta página con el enlace del mensaje.",
  "link.missingTitle": "El enlace no está completo",

  "problem.title": "Algo salió mal",
  "problem.request": "Solicitud {id}",
  "problem.fields": "Revise lo que está marcado.",
  "problem.other": "No funcionó. Inténtelo de nuevo en un momento.",
  "problem.foreign":
    "Esta solicitud no vino de esta página, así que no se hizo nada. Abra la página otra vez e inténtelo de nuevo.",
  "problem.wait": "Demasiados intentos. Inténtelo de nuevo en {time}.",
  "problem.busy": "Muchas personas están iniciando sesión ahora. Inténtelo de nuevo en un momento.",
  "problem.credentials": "El correo o la contraseña no es correcto.",
  "problem.verifyPassword": "Esta no es la contraseña del registro.",
  "problem.ticket": "Tardó demasiado o hubo demasiados códigos incorrectos. Empiece de nuevo.",
  "problem.code": "El código es incorrecto o ya se usó.",
  "problem.passkey": "No se pudo comprobar la llave de acceso. Inténtelo de nuevo o elija otra forma.",
  "problem.messages": "Se enviaron demasiados mensajes. Inténtelo más tarde o elija otra forma.",
  "problem.registration": "Aquí no se puede crear una cuenta. Pida una invitación.",
  "problem.domain": "Solo las direcciones de ciertos dominios pueden crear una cuenta aquí.",
  "problem.email": "Esta dirección no se puede usar.",
  "problem.wrongAddress": "La invitación es para otra dirección.",
  "problem.member": "Esta dirección ya pertenece a una persona aquí.",
  "problem.full": "La organización no tiene sitio para otra persona. Avise a sus administradores.",
  "problem.ssoRequired": "Su organización quiere que entre por su propio acceso.",
  "problem.ssoState":
    "Este inicio de sesión no empezó en este navegador o tardó demasiado. Empiece de nuevo.",
  "problem.ssoRefused": "El otro acceso no le dejó entrar, o su respuesta no era de fiar.",
  "problem.connection":
    "El acceso de su organización no funciona en este momento. Avise a sus administradores.",
  "problem.passwordUnfit": "Esta contraseña es demasiado fácil de adivinar.",
  "problem.passwordUsed": "Ya usó esta contraseña.",
  "problem.factorNotAllowed": "Su organización no acepta este factor.",
  "problem.factorExists": "Ya hay una aplicación de autenticación configurada. Empiece de nuevo.",

  "invalid.required": "Hace falta",
  "invalid.other": "Esto no se puede aceptar.",
  "invalid.email": "No es una dirección de correo que podamos usar, como ann@example.com.",
  "invalid.too_short": "Hacen falta al menos {number} caracteres.",
  "invalid.too_long": "Como máximo {number} caracteres.",
  "invalid.needs_upper": "Su organización pide una letra mayúscula.",
  "invalid.needs_lower": "Su organización pide una letra minúscula.",
  "invalid.needs_digit": "Su organización pide una cifra.",
  "invalid.needs_symbol": "Su organización pide un signo que no sea letra ni cifra.",
  "invalid.contains_email": "No puede estar hecha de su dirección de correo.",
  "invalid.contains_name": "No puede estar hecha de su nombre.",
  "invalid.contains_organization": "No puede estar hecha del nombre de la organización.",
  "invalid.contains_product": "No puede estar hecha del nombre de este producto.",
  "invalid.repetitive": "Repite muy pocos caracteres.",
  "invalid.sequential": "Sigue el alfabeto o el teclado.",
  "invalid.common": "Muchas personas la usan: es de las primeras que se prueban.",
  "invalid.used_before": "Ya la usó antes.",
};
