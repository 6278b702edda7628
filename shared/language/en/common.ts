import type { common as french } from '../fr/common.ts'

export const common: typeof french = {
  action: {
    save: 'Save',
    cancel: 'Cancel',
    close: 'Close',
    add: 'Add',
    edit: 'Edit',
    delete: 'Delete',
    restore: 'Bring back',
    undo: 'Undo',
    retry: 'Try again',
    search: 'Search',
    back: 'Back',
    next: 'Next',
    copy_details: 'Copy details',
  },
  answer: { yes: 'Yes', no: 'No', unknown: 'Not given' },
  language: { fr: 'Français', en: 'English' },
}
