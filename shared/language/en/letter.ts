import type { letter as french } from '../fr/letter.ts'

export const letter: typeof french = {
  greeting: 'Hello,',
  signature: 'The Digit-Hab team',
  button: { verify: 'Confirm my address', reset: 'Choose a password' },
  verify: {
    subject: 'Confirm your e-mail address', text: 'You gave this address to Digit-Hab. Confirm that it is yours by opening this link:',
    after: 'The link is good for three days and works once. If you did not ask for anything, leave this message aside.',
  },
  reset: {
    subject: 'A new DIGIT-HAB password', text: 'A new password was asked for your account. Choose it by opening this link:',
    after: 'The link is good for an hour and works once. If you did not ask for it, leave this message aside: your password does not change.',
  },
  passwordChanged: {
    subject: 'Your password was changed', text: 'The password of your Digit-Hab account was just changed, and your other devices were signed out.',
    after: 'If that was not you, ask for a new password at once and write to support.',
  },
  emailTaken: {
    subject: 'Your address already has an account', text: 'Somebody tried to open a Digit-Hab account with this address, which already has one. Sign in, or ask for a new password.',
    after: 'If that was not you, there is nothing to do.',
  },
  subscriptionEnding: {
    subject: 'The subscription of {{agency}} ends soon', text: 'The Digit-Hab subscription of {{agency}} ends on {{day}}. After that everything can still be read, but nothing changed, and your properties are no longer published.',
    after: 'To renew it, write to support before that day.',
  },
  subscriptionEnded: {
    subject: 'The subscription of {{agency}} has ended', text: 'The Digit-Hab subscription of {{agency}} ended on {{day}}. Everything can still be read, but nothing changed, and your properties are no longer published.',
    after: 'To go on where you were, write to support: nothing is erased.',
  },
  page: {
    proof: 'Confirm your address',
    proofText: 'One click, and we know that this address is yours.',
    reset: 'New password',
    resetText: 'Choose at least ten signs, for example several unrelated words.',
    password: 'New password',
    again: 'Once more',
    done: 'Done',
    refused: 'That did not work',
  },
}
