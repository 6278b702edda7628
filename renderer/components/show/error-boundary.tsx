import { Button } from '@mantine/core'
import { Component } from 'react'
import type { ReactNode } from 'react'
import { CopyDetails } from '../../feedback/copy-details.tsx'
import { useWords } from '../../language/words.tsx'
import { EmptyState } from './empty-state.tsx'

type Boundary = { children: ReactNode; resetKey?: string }

/** A screen that throws is replaced by words and a way on; the frame around it keeps working. */
export class ErrorBoundary extends Component<Boundary, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override componentDidUpdate(before: Boundary) {
    if (this.state.error !== null && before.resetKey !== this.props.resetKey) this.setState({ error: null })
  }

  override render() {
    if (this.state.error === null) return this.props.children
    return <BrokenScreen error={this.state.error} onRetry={() => this.setState({ error: null })} />
  }
}

export function BrokenScreen({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useWords()
  return (
    <div role="alert">
      <EmptyState
        drawing="rest"
        message={`${t('shell.feedback.broken_title')}. ${t('shell.feedback.broken_text')}`}
        action={
          <div style={{ display: 'flex', gap: 8 }}>
            <Button onClick={onRetry}>{t('shell.feedback.reload')}</Button>
            <CopyDetails error={error} />
          </div>
        }
      />
    </div>
  )
}
