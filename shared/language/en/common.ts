import type { common as french } from '../fr/common.ts'

export const common: typeof french = {
  action: {
    save: 'Save',
    cancel: 'Cancel',
    close: 'Close',
    edit: 'Edit',
    delete: 'Delete',
    retry: 'Try again',
    back: 'Back',
    copy_details: 'Copy details',
  },
  answer: { yes: 'Yes', no: 'No' },
  language: { fr: 'Français', en: 'English' },
}
