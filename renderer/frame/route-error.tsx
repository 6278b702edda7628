import type { ErrorComponentProps } from '@tanstack/react-router'
import { BrokenScreen } from '../components/show/error-boundary.tsx'

export function RouteError({ error, reset }: ErrorComponentProps) {
  return <BrokenScreen error={error} onRetry={reset} />
}
