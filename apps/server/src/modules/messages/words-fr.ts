import { fr as access } from "./words-access-fr.ts";
import { asWritten, type Words } from "./letters.ts";
import { momentIn } from "./moment.ts";

const moment = momentIn("fr");
const notYou =
  "Si ce n’était pas vous, choisissez tout de suite un nouveau mot de passe et vérifiez vos appareils.";

const factors: Words["factors"] = {
  totp: "application d’authentification",
  recovery_code: "codes de récupération",
  passkey: "clé d’accès",
  email_code: "codes par e-mail",
  sms_code: "codes par SMS",
};

const happened: Words["happened"] = {
  spray:
    "De mauvais mots de passe ont été essayés en peu de temps sur de nombreuses personnes de votre organisation.",
  brute_force: "Quelqu’un a essayé beaucoup de mauvais mots de passe sur votre compte.",
  success_after_failures:
    "Quelqu’un s’est connecté à votre compte après beaucoup de mauvais mots de passe, depuis un endroit inconnu de nous.",
  new_device: "Votre compte a été utilisé sur un appareil que nous ne connaissions pas.",
  new_country: "Votre compte a été utilisé depuis un pays d’où il ne l’avait jamais été.",
  unusual_hour: "Votre compte a été utilisé à une heure où vous ne vous étiez jamais connecté.",
  refresh_replay:
    "La copie d’une connexion à votre compte a été utilisée. Nous avons mis fin à cette connexion.",
  passkey_copied: "La copie d’une de vos clés d’accès a été utilisée. Retirez-la et créez-en une nouvelle.",
};

export const fr: Words = {
  factors,
  happened,
  copyLink: "Ou copiez cette adresse dans votre navigateur :",
  footer: "Atrium a envoyé ce message à la suite d’un événement lié à votre adresse.",
  letters: {
    ...access,
    verify_email: ({ organization }) => ({
      subject: `Confirmez votre adresse pour ${organization}`,
      lines: [
        `Quelqu’un, vous sans doute, s’est inscrit à ${organization} avec cette adresse.`,
        "Confirmez-la dans les 24 heures pour terminer.",
      ],
      action: "Confirmer l’adresse",
      after: ["Si ce n’était pas vous, ne faites rien : sans confirmation, aucun compte n’est créé."],
    }),
    already_registered: ({ organization }) => ({
      subject: "Vous avez déjà un compte",
      lines: [
        `Quelqu’un, vous sans doute, a voulu s’inscrire à ${organization} avec cette adresse, mais elle a déjà un compte.`,
        "Connectez-vous avec elle. La page de connexion permet aussi de choisir un nouveau mot de passe.",
      ],
      action: "Se connecter",
      after: ["Si ce n’était pas vous, ne faites rien : rien n’a changé."],
    }),
    welcome: ({ organization }) => ({
      subject: `Bienvenue à ${organization}`,
      lines: [`Votre adresse est confirmée et votre compte à ${organization} est prêt.`],
      action: "Se connecter",
      after: [
        "Si vous n’avez pas choisi de mot de passe vous-même, choisissez-en un par « Mot de passe oublié » avant de continuer.",
      ],
    }),
    reset_password: ({ byAdmin }) => ({
      subject: "Choisir un nouveau mot de passe",
      lines: [
        byAdmin
          ? "L’administration de votre organisation vous demande de choisir un nouveau mot de passe."
          : "Quelqu’un, vous sans doute, a demandé un nouveau mot de passe pour votre compte.",
        "Le lien sert une fois, pendant une heure. Votre mot de passe actuel reste valable d’ici là.",
      ],
      action: "Choisir un mot de passe",
      after: ["Si vous n’avez rien demandé, ne faites rien."],
    }),
    password_changed: ({ at }) => ({
      subject: "Votre mot de passe a été changé",
      lines: [`Le mot de passe de votre compte a été changé le ${moment(at)}.`, notYou],
      action: "Ce n’était pas moi",
    }),
    email_change_new: () => ({
      subject: "Confirmez votre nouvelle adresse",
      lines: [
        "Quelqu’un, vous sans doute, veut utiliser cette adresse pour un compte. Confirmez qu’elle est à vous.",
      ],
      action: "Confirmer l’adresse",
      after: ["Si ce n’était pas vous, ne faites rien."],
    }),
    email_change_old: ({ newEmail }) => ({
      subject: "L’adresse de votre compte va changer",
      lines: [
        `L’adresse de votre compte va devenir ${newEmail}.`,
        "Si vous ne l’avez pas demandé, annulez le changement. Toutes les sessions de votre compte prendront fin.",
      ],
      action: "Annuler le changement",
    }),
    invitation: ({ organization, invitedBy, expiresAt }) => ({
      subject: `Invitation à ${organization}`,
      lines: [
        invitedBy === null
          ? `Vous êtes invité à rejoindre ${organization}.`
          : `${invitedBy} vous invite à rejoindre ${organization}.`,
        `L’invitation est valable jusqu’au ${moment(expiresAt)}.`,
      ],
      action: "Voir l’invitation",
      after: ["Si vous ne l’attendez pas, ne faites rien."],
    }),
    new_device: ({ device, place, at }) => ({
      subject: "Nouvelle connexion à votre compte",
      lines: [
        `Votre compte a servi sur un appareil que nous ne connaissions pas : ${device}${place === null ? "" : `, ${place}`}, le ${moment(at)}.`,
        notYou,
      ],
      action: "Voir mes appareils",
    }),
    factor_added: ({ factor, at }) => ({
      subject: "Un second facteur a été ajouté",
      lines: [`Ajouté à votre compte le ${moment(at)} : ${factors[factor]}.`, notYou],
      action: "Voir ma sécurité",
    }),
    factor_removed: ({ factor, at }) => ({
      subject: "Un second facteur a été retiré",
      lines: [`Retiré de votre compte le ${moment(at)} : ${factors[factor]}.`, notYou],
      action: "Voir ma sécurité",
    }),
    sign_in_code: ({ code, minutes }) => ({
      subject: "Votre code",
      lines: [
        `Votre code est ${code}`,
        `Il sert une fois, pendant ${minutes} minutes. Ne le dites à personne ; nous ne le demandons jamais.`,
      ],
    }),
    account_locked: ({ at }) => ({
      subject: "Votre compte est verrouillé pour un temps",
      lines: [
        `Après de nombreux échecs de connexion, votre compte a été verrouillé le ${moment(at)}.`,
        "Vos appareils déjà utilisés restent acceptés. Un nouveau mot de passe lève aussi le verrou.",
      ],
      action: "Choisir un mot de passe",
    }),
    impersonation_started: ({ by, organization, reason, writes, minutes, at }) => ({
      subject: `${by} consulte ${organization} à votre place`,
      lines: [
        `Le ${moment(at)}, ${by} a commencé à agir à votre place chez ${organization}, pour ${minutes} minutes au plus.`,
        `Le motif donné : « ${reason} »`,
        writes
          ? "Des choses peuvent être modifiées en votre nom, mais rien de votre façon de vous connecter."
          : "Seul ce que vous y voyez peut être consulté ; rien ne peut être modifié.",
      ],
      action: "Voir ou mettre fin",
      after: ["Tout ce qui est fait est consigné sous son propre nom, aussi dans votre activité."],
    }),
    from_organization: asWritten,
    security_alert: ({ kind, locked, at }) => ({
      subject: "Un fait inhabituel sur votre compte",
      lines: [
        happened[kind],
        `Nous l’avons remarqué le ${moment(at)}.`,
        locked
          ? "Par prudence, votre compte est verrouillé. L’administration de votre organisation peut le déverrouiller."
          : notYou,
      ],
      action: "Voir ma sécurité",
    }),
  },
  texts: {
    sign_in_code: ({ code, minutes }) =>
      `${code} est votre code Atrium. Il sert pendant ${minutes} minutes. Ne le dites à personne.`,
    confirm_phone: ({ code, minutes }) =>
      `${code} confirme ce numéro pour votre compte Atrium. Il sert pendant ${minutes} minutes.`,
  },
};
