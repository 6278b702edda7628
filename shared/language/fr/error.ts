import type { ErrorCode } from '../../values/error.ts'

// Each says what happened, why, and what to do, and stands without parameters: whoever throws may not know any.
export const error = {
  // the caller
  not_signed_in: 'Vous n’êtes pas connecté. Connectez-vous pour continuer ; votre saisie est gardée.',
  session_locked: 'La session s’est verrouillée faute d’activité. Entrez votre mot de passe pour reprendre où vous en étiez.',
  wrong_password: 'Adresse e-mail ou mot de passe incorrect. Vérifiez-les, ainsi que la touche Verr. Maj.',
  account_locked: 'Ce compte est bloqué un moment après plusieurs mots de passe erronés. Patientez, ou demandez à un administrateur de l’agence de le débloquer.',
  weak_password: 'Ce mot de passe est trop facile à deviner. Prenez-en un plus long, par exemple plusieurs mots sans lien entre eux.',
  forbidden: 'Votre rôle ne permet pas cette action. Demandez à un responsable de l’agence de la faire ou de modifier votre rôle.',
  // the request
  invalid_input: 'Une valeur saisie ne convient pas. Corrigez les champs signalés, puis enregistrez à nouveau.',
  unknown_command: 'Cette version de l’application ne connaît pas cette action. Mettez l’application à jour.',
  unsupported_version: 'Cette action vient d’une autre version de l’application. Mettez à jour tous les postes de l’agence.',
  id_reused: 'Cette action a déjà été enregistrée avec d’autres valeurs. Rouvrez la fiche, vérifiez-la, puis refaites la modification.',
  id_taken: 'Cette fiche existe déjà. Rouvrez la liste, puis recommencez.',
  not_found: 'Cette fiche est introuvable : elle n’existe pas, ou elle ne fait pas partie de ce que vous pouvez voir.',
  gone: 'Cette fiche a été supprimée. Son historique permet de la rétablir.',
  too_large: 'C’est trop à enregistrer d’un seul coup. Recommencez en plusieurs fois.',
  online_only: 'Cette action a besoin d’internet, et le poste est hors ligne. Refaites-la dès que la connexion revient.',
  undo_refused: 'Cette action ne s’annule pas. Faites une nouvelle modification pour la corriger.',
  nothing_to_undo: 'Il n’y a rien à annuler : tout ce que cette action avait changé a été modifié depuis.',
  already_undone: 'Cette action est déjà annulée. L’historique de la fiche montre par qui et quand.',
  // the business
  move_not_allowed: 'Ce changement de statut n’est pas possible depuis le statut actuel. Choisissez l’un des statuts proposés.',
  reference_missing: 'Une fiche liée est introuvable ou supprimée. Choisissez-en une autre, puis enregistrez.',
  already_exists: 'Une fiche identique existe déjà. Ouvrez-la, ou changez ce qui les distingue.',
  last_admin: 'C’est le dernier administrateur de l’agence. Nommez-en un autre d’abord.',
  rule_broken: 'Une règle de l’agence s’y oppose. Corrigez ce qui est signalé, puis recommencez.',
  // files
  file_unreadable: 'Ce fichier est illisible : il est abîmé ou protégé par un mot de passe. Ouvrez-le dans son logiciel, enregistrez-en une copie, puis reprenez.',
  file_wrong_kind: 'Ce fichier n’est pas ce que son nom annonce, ou ce type n’est pas accepté. Choisissez-en un autre.',
  file_too_large: 'Ce fichier est trop lourd. Réduisez-le ou partagez-le en plusieurs, puis reprenez.',
  image_too_large: 'Cette image a trop de pixels. Réduisez ses dimensions, puis reprenez.',
  file_incomplete: 'Le fichier n’est pas arrivé en entier. Ajoutez-le à nouveau.',
  import_no_header: 'La ligne des titres de colonnes est introuvable. Indiquez laquelle c’est, ou ajoutez-la au fichier.',
  import_empty: 'Ce fichier ne contient aucune ligne à importer. Vérifiez que c’est le bon.',
  // the place where data lives
  database_newer: 'Ces données viennent d’une version plus récente de Digit-Hab. Mettez l’application à jour pour les ouvrir ; rien n’a été modifié.',
  database_corrupt: 'Le fichier de données est abîmé. Il a été mis de côté sans y toucher : restaurez une sauvegarde pour continuer.',
  database_busy: 'Les données sont occupées par un autre travail. Rien n’a été enregistré : réessayez dans un instant.',
  disk_full: 'Le disque est plein : rien n’a été enregistré. Libérez de la place, puis réessayez.',
  read_only: 'Les données ne peuvent être que lues ici : le dossier est protégé en écriture. Vérifiez ses droits d’accès.',
  backup_invalid: 'Cette sauvegarde est incomplète ou ne vient pas de Digit-Hab. Vos données sont intactes ; choisissez une autre sauvegarde.',
  // the house
  core_restarted: 'Le moteur de l’application a redémarré. Ce qui était enregistré l’est toujours ; reprenez votre action.',
  cancelled: 'Vous avez arrêté ce travail. Ce qui était déjà fait est gardé.',
  timeout: 'La réponse a trop tardé. Vérifiez si l’action est faite avant de la recommencer.',
  internal: 'Une erreur inattendue est survenue et l’action n’a pas abouti. Réessayez ; si cela revient, copiez les détails pour l’assistance.',
} satisfies Record<ErrorCode, string>
