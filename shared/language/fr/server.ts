/** What the cloud server answers to people, besides refusals. */
export const server = {
  registered: 'Votre compte est créé.',
  signedOut: 'Vous êtes déconnecté.',
}
