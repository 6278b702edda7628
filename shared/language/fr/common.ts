/** Words that several areas share: one word for one act, everywhere. */
export const common = {
  action: {
    save: 'Enregistrer',
    cancel: 'Annuler',
    close: 'Fermer',
    edit: 'Modifier',
    delete: 'Supprimer',
    retry: 'Réessayer',
    back: 'Retour',
    copy_details: 'Copier les détails',
  },
  answer: { yes: 'Oui', no: 'Non' },
  language: { fr: 'Français', en: 'English' },
}
