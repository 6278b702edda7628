/** Letters that the server sends to people. */
export const letter = {
  greeting: 'Bonjour,',
  signature: 'L’équipe Digit-Hab',
  button: { verify: 'Confirmer mon adresse', reset: 'Choisir un mot de passe' },
  verify: {
    subject: 'Confirmez votre adresse e-mail', text: 'Vous avez donné cette adresse à Digit-Hab. Confirmez qu’elle est la vôtre en ouvrant ce lien :',
    after: 'Le lien est valable trois jours et sert une fois. Si vous n’avez rien demandé, ignorez ce message.',
  },
  reset: {
    subject: 'Réinitialisation de votre mot de passe DIGIT-HAB', text: 'Un nouveau mot de passe a été demandé pour votre compte. Choisissez-le en ouvrant ce lien :',
    after: 'Le lien est valable une heure et sert une fois. Si vous n’avez rien demandé, ignorez ce message : votre mot de passe ne change pas.',
  },
  passwordChanged: {
    subject: 'Votre mot de passe a changé', text: 'Le mot de passe de votre compte Digit-Hab vient d’être changé, et vos autres appareils sont déconnectés.',
    after: 'Si ce n’est pas vous, demandez tout de suite un nouveau mot de passe et écrivez à l’assistance.',
  },
  emailTaken: {
    subject: 'Votre adresse a déjà un compte', text: 'Quelqu’un a voulu ouvrir un compte Digit-Hab avec cette adresse, qui en a déjà un. Connectez-vous, ou demandez un nouveau mot de passe.',
    after: 'Si ce n’est pas vous, vous n’avez rien à faire.',
  },
  subscriptionEnding: {
    subject: 'L’abonnement de {{agency}} se termine bientôt', text: 'L’abonnement de {{agency}} à Digit-Hab se termine le {{day}}. Après cette date, tout reste lisible, mais rien ne peut plus être modifié et vos biens ne sont plus publiés.',
    after: 'Pour le renouveler, répondez à l’assistance avant cette date.',
  },
  subscriptionEnded: {
    subject: 'L’abonnement de {{agency}} est terminé', text: 'L’abonnement de {{agency}} à Digit-Hab s’est terminé le {{day}}. Tout reste lisible, mais rien ne peut plus être modifié et vos biens ne sont plus publiés.',
    after: 'Pour reprendre où vous en étiez, écrivez à l’assistance : rien n’est effacé.',
  },
  /** The pages that links lead to. */
  page: {
    proof: 'Confirmez votre adresse',
    proofText: 'Un clic, et nous savons que cette adresse est la vôtre.',
    reset: 'Nouveau mot de passe',
    resetText: 'Choisissez au moins dix signes, par exemple plusieurs mots sans lien entre eux.',
    password: 'Nouveau mot de passe',
    again: 'Encore une fois',
    done: 'C’est fait',
    refused: 'Cela n’a pas abouti',
  },
}
