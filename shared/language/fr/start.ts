/** What `npm start` and `npm run demo` say in the terminal: one line each. */
export const start = {
  electron_asked: 'Digit-Hab s’ouvre dans Electron (celui qu’indique ELECTRON_OVERRIDE_DIST_PATH).',
  electron_present: 'Digit-Hab s’ouvre dans Electron.',
  browser_no_runtime: 'Digit-Hab s’ouvre dans votre navigateur, car Electron n’est pas installé sur ce poste : {{url}}',
  browser_no_screen: 'Digit-Hab attend votre navigateur, car ce poste n’a pas d’écran où ouvrir une fenêtre : {{url}}',
  busy: 'Digit-Hab est déjà ouvert sur ces données (processus {{pid}}). Fermez-le, ou donnez un autre dossier avec --data.',
  demo_user: 'Démonstration : {{email}}, mot de passe {{password}} ({{role}})',
}
