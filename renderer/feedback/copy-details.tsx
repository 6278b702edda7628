import { Button } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../language/words.tsx'
import { errorDetails } from './error-words.ts'

/** Puts what support needs on the clipboard. */
export function CopyDetails({ error }: { error: unknown }) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  async function copy() {
    await navigator.clipboard.writeText(errorDetails(error))
    setCopied(true)
  }
  return (
    <Button variant="subtle" size="xs" color="gray" onClick={() => void copy()}>
      {copied ? t('shell.feedback.copied') : t('common.action.copy_details')}
    </Button>
  )
}
