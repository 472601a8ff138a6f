import type { Messages } from "./en.ts";

export const fr: Messages = {
  "page.error": "Erreur : {title}",
  "page.language": "Langue",
  "page.back": "Retour à la connexion",
  "page.or": "ou",
  "page.continue": "Continuer",
  "page.noScript": "Les clés d’accès ont besoin de JavaScript, qui est désactivé dans ce navigateur.",
  "page.passkeyFailed": "La clé d’accès n’a pas été utilisée. Réessayez ou choisissez un autre moyen.",

  "field.email": "E-mail",
  "field.password": "Mot de passe",
  "field.newPassword": "Nouveau mot de passe",
  "field.firstName": "Prénom",
  "field.lastName": "Nom",
  "field.show": "Afficher le mot de passe",
  "field.hide": "Masquer le mot de passe",
  "field.passwordHint": "Long et facile à retenir : une courte phrase de votre invention convient bien.",

  "login.title": "Connexion",
  "login.submit": "Se connecter",
  "login.remember": "Rester connecté",
  "login.forgot": "Mot de passe oublié ?",
  "login.register": "Créer un compte",
  "login.passkey": "Se connecter avec une clé d’accès",
  "login.sso": "Se connecter par votre organisation",
  "login.with": "Continuer avec {name}",
  "login.ssoNeedsEmail":
    "Saisissez d’abord votre adresse e-mail, puis choisissez de nouveau la connexion de votre organisation.",
  "login.ssoNone":
    "Aucune connexion d’organisation ne correspond à cette adresse. Utilisez votre mot de passe ou une clé d’accès.",
  "login.verified": "{email} est confirmée. Vous pouvez maintenant vous connecter.",
  "login.reset":
    "Le nouveau mot de passe est enregistré et vous êtes déconnecté partout. Connectez-vous avec lui.",
  "login.signedOut": "Vous êtes déconnecté.",
  "login.signInFirst": "Connectez-vous d’abord, vous pourrez ensuite continuer.",
  "login.reverted":
    "Votre ancienne adresse est rétablie et vous êtes déconnecté partout. Choisissez un nouveau mot de passe si ce n’est pas vous qui aviez changé l’adresse.",
  "login.accepted": "Vous faites maintenant partie de {name}. Connectez-vous pour commencer.",

  "factor.title": "Encore une étape",
  "factor.totp": "Application d’authentification",
  "factor.passkey": "Clé d’accès",
  "factor.recovery_code": "Code de secours",
  "factor.email_code": "Code par e-mail",
  "factor.sms_code": "Code par SMS",
  "factor.totp.label": "Code de votre application d’authentification",
  "factor.recovery_code.label": "Un de vos codes de secours",
  "factor.email_code.label": "Code reçu par e-mail",
  "factor.sms_code.label": "Code reçu par SMS",
  "factor.passkey.use": "Utiliser une clé d’accès",
  "factor.send": "M’envoyer un code",
  "factor.sendAgain": "Envoyer un autre code",
  "factor.sent": "Un code est en route vers {to}. Il est valable dix minutes.",
  "factor.trust": "Ne plus le demander sur cet appareil",
  "factor.other": "Autre moyen",

  "enrol.title": "Configurer un second facteur",
  "enrol.detail":
    "Votre organisation en demande un. Scannez l’image avec une application d’authentification, puis saisissez le code affiché.",
  "enrol.onlyPasskey":
    "Votre organisation en demande un et accepte les clés d’accès : configurez-en une avec votre empreinte, votre visage, votre code PIN ou une clé de sécurité.",
  "enrol.setUpPasskey": "Configurer une clé d’accès",
  "enrol.begun": "Saisissez le code que votre application d’authentification affiche maintenant.",
  "enrol.picture": "Code QR pour l’application d’authentification",
  "enrol.key": "Sans caméra, saisissez cette clé dans l’application :",
  "enrol.code": "Code de l’application",
  "enrol.again": "Afficher une nouvelle image",
  "enrol.passkey": "Configurer plutôt une clé d’accès",

  "codes.title": "Codes de secours",
  "codes.detail":
    "Si vous perdez votre second facteur, un code de secours vous permet de vous connecter. Chacun sert une fois.",
  "codes.make": "Créer des codes de secours",
  "codes.keep": "Gardez-les en lieu sûr. Ils sont affichés maintenant et plus jamais ensuite.",
  "codes.later": "Pas maintenant",

  "renew.title": "Choisir un nouveau mot de passe",
  "renew.detail": "L’actuel est trop ancien ou doit être remplacé. Ensuite vous serez connecté.",
  "renew.submit": "Enregistrer le mot de passe",

  "register.title": "Créer un compte",
  "register.submit": "Créer le compte",
  "register.have": "J’ai déjà un compte",
  "register.sentTitle": "Consultez vos e-mails",
  "register.sentDetail":
    "Un message a été envoyé à {email}. Suivez son lien pour continuer. Cela peut prendre une minute ; regardez aussi dans les indésirables.",
  "register.again": "Renvoyer le message",

  "verify.title": "Confirmer votre adresse",
  "verify.detail":
    "Saisissez le mot de passe choisi lors de l’inscription. Si ce n’est pas vous qui vous êtes inscrit, fermez cette page : rien ne se passera.",
  "verify.submit": "Confirmer l’adresse",

  "forgot.title": "Mot de passe oublié ?",
  "forgot.detail": "Saisissez votre adresse et nous vous enverrons un lien pour en choisir un nouveau.",
  "forgot.submit": "Envoyer le lien",
  "forgot.sentTitle": "Consultez vos e-mails",
  "forgot.sentDetail": "Si {email} a un compte ici, le message est en route. Son lien est valable une heure.",

  "reset.title": "Choisir un nouveau mot de passe",
  "reset.detail": "Vous serez déconnecté partout. Vos seconds facteurs restent tels quels.",
  "reset.submit": "Enregistrer le mot de passe",

  "confirm.title": "Confirmer votre nouvelle adresse",
  "confirm.detail":
    "L’ancienne adresse reçoit un message qui permet d’annuler le changement pendant sept jours.",
  "confirm.submit": "Confirmer l’adresse",
  "confirm.doneTitle": "L’adresse est à vous",
  "confirm.doneDetail": "{email} est confirmée.",

  "revert.title": "Annuler le changement d’adresse",
  "revert.detail":
    "Votre ancienne adresse est rétablie, les adresses ajoutées depuis sont retirées et vous êtes déconnecté partout.",
  "revert.submit": "Annuler le changement",

  "invitation.title": "Invitation à rejoindre {name}",
  "invitation.detail": "{inviter} invite {email}.",
  "invitation.accept": "Accepter l’invitation",
  "invitation.signIn": "Se connecter pour accepter",
  "invitation.signOut":
    "Vous êtes connecté avec une autre adresse. Déconnectez-vous, puis acceptez avec {email}.",
  "invitation.signOutSubmit": "Se déconnecter",

  "logout.title": "Déconnexion",
  "logout.detail": "Vous terminez votre session dans ce navigateur.",
  "logout.submit": "Se déconnecter",
  "logout.stay": "Rester connecté",

  "sso.title": "Direction {name}",
  "sso.detail": "Vous vous y connectez, puis vous revenez ici automatiquement.",
  "sso.go": "Continuer",
  "sso.failed": "La connexion n’a pas abouti",

  "link.title": "Ce lien n’est plus valable",
  "link.detail": "Il a déjà servi, il est trop ancien ou un message plus récent l’a remplacé.",
  "link.missing": "Ouvrez cette page par le lien du message.",
  "link.missingTitle": "Le lien est incomplet",

  "problem.title": "Une erreur est survenue",
  "problem.request": "Requête {id}",
  "problem.fields": "Veuillez vérifier ce qui est signalé.",
  "problem.other": "Cela n’a pas fonctionné. Réessayez dans un instant.",
  "problem.foreign":
    "Cette requête ne venait pas de cette page ; rien n’a été fait. Rouvrez la page et réessayez.",
  "problem.wait": "Trop de tentatives. Réessayez dans {time}.",
  "problem.busy": "Beaucoup de personnes se connectent en ce moment. Réessayez dans un instant.",
  "problem.credentials": "L’e-mail ou le mot de passe est incorrect.",
  "problem.verifyPassword": "Ce n’est pas le mot de passe de l’inscription.",
  "problem.ticket": "Cela a pris trop de temps, ou trop de codes étaient faux. Veuillez recommencer.",
  "problem.code": "Le code est faux ou a déjà servi.",
  "problem.passkey": "La clé d’accès n’a pas pu être vérifiée. Réessayez ou choisissez un autre moyen.",
  "problem.messages": "Trop de messages ont été envoyés. Réessayez plus tard ou choisissez un autre moyen.",
  "problem.registration": "On ne peut pas créer de compte ici. Demandez une invitation.",
  "problem.domain": "Seules les adresses de certains domaines peuvent créer un compte ici.",
  "problem.email": "Cette adresse ne peut pas être utilisée.",
  "problem.wrongAddress": "L’invitation est destinée à une autre adresse.",
  "problem.member": "Cette adresse appartient déjà à une personne ici.",
  "problem.full": "L’organisation n’a plus de place pour une autre personne. Prévenez ses administrateurs.",
  "problem.ssoRequired": "Votre organisation veut que vous passiez par sa propre connexion.",
  "problem.ssoState":
    "Cette connexion n’a pas commencé dans ce navigateur ou a pris trop de temps. Veuillez recommencer.",
  "problem.ssoRefused":
    "L’autre connexion ne vous a pas laissé entrer, ou sa réponse n’était pas digne de confiance.",
  "problem.connection":
    "La connexion de votre organisation ne fonctionne pas en ce moment. Prévenez ses administrateurs.",
  "problem.passwordUnfit": "Ce mot de passe est trop facile à deviner.",
  "problem.passwordUsed": "Vous avez déjà utilisé ce mot de passe.",
  "problem.factorNotAllowed": "Votre organisation n’accepte pas ce facteur.",
  "problem.factorExists": "Une application d’authentification est déjà configurée. Veuillez recommencer.",

  "invalid.required": "Nécessaire",
  "invalid.other": "Cela ne peut pas être accepté.",
  "invalid.email": "Ce n’est pas une adresse e-mail utilisable, comme ann@example.com.",
  "invalid.too_short": "Il faut au moins {number} caractères.",
  "invalid.too_long": "Au plus {number} caractères.",
  "invalid.needs_upper": "Votre organisation demande une majuscule.",
  "invalid.needs_lower": "Votre organisation demande une minuscule.",
  "invalid.needs_digit": "Votre organisation demande un chiffre.",
  "invalid.needs_symbol": "Votre organisation demande un signe qui n’est ni lettre ni chiffre.",
  "invalid.contains_email": "Il ne doit pas être tiré de votre adresse e-mail.",
  "invalid.contains_name": "Il ne doit pas être tiré de votre nom.",
  "invalid.contains_organization": "Il ne doit pas être tiré du nom de l’organisation.",
  "invalid.contains_product": "Il ne doit pas être tiré du nom de ce produit.",
  "invalid.repetitive": "Il répète trop peu de caractères.",
  "invalid.sequential": "Il suit l’alphabet ou le clavier.",
  "invalid.common": "Beaucoup de personnes l’utilisent : il est parmi les premiers essayés.",
  "invalid.used_before": "Vous l’avez déjà utilisé.",
};
