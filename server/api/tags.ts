/** What each part of the contract is about, in the order in which the documentation shows them. A tag that is not here is shown last, bare. */
export const tagDescriptions: Readonly<Record<string, string>> = {
  Identity: 'Accounts, sign-in and sessions. Sign in, then send the access token as `Authorization: Bearer …`; it lives an hour, the refresh token 30 days and is used once.',
  People: 'One’s own profile, and the people of one’s agency.',
  Agencies: 'Agencies, their members, settings, figures and plans.',
  Team: 'Who works in one’s agency: roles, invitations, and who may no longer.',
  Properties: 'Published properties of all agencies for everybody; the whole stock of one’s own agency for its members.',
  Clients: 'Who buys or rents, what each looks for, and what was said to them. A client sees himself, in every agency that has his proven e-mail.',
  Leads: 'Who asked, before the agency knows whether he will be a client.',
  'Follow-up': 'Talks, notes and tasks.',
  Matching: 'Which properties suit whom, and why; what clients think of properties.',
  'Photos and documents': 'What belongs to a property. Links to the bytes are signed and end after some hours.',
  Files: 'Uploads in one piece, or in parts for networks that break.',
  Favourites: 'Properties that a person keeps an eye on, across agencies.',
  Notifications: 'What one is told of: read, put off, set up. Live over the WebSocket `/ws/notifications/`.',
  Platform: 'Configuration, activity and what clients must know of this server.',
  Posts: 'What the desktop exchanges with this server: commands one way, the log of the agency the other.',
  Console: 'For whoever runs the platform: agencies, accounts, sessions, audit, jobs.',
}
