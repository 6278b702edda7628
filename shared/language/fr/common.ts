/** Words that several areas share: one word for one act, everywhere. */
export const common = {
  action: {
    save: 'Enregistrer',
    cancel: 'Annuler',
    close: 'Fermer',
    add: 'Ajouter',
    edit: 'Modifier',
    delete: 'Supprimer',
    restore: 'Rétablir',
    // "Annuler" leaves a dialog; taking back something already done needs its own words.
    undo: 'Annuler l’action',
    retry: 'Réessayer',
    search: 'Rechercher',
    back: 'Retour',
    next: 'Suivant',
    copy_details: 'Copier les détails',
  },
  answer: { yes: 'Oui', no: 'Non', unknown: 'Non renseigné' },
  language: { fr: 'Français', en: 'English' },
}
