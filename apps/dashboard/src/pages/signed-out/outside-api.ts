import { callLog } from '../../api/api-context.ts'
import { createApi } from '../../api/api.ts'
import { returnPathOf } from '../../session.ts'

/** Calls about the person: no environment is meant, and whoever is refused stays where they are. */
export const outsideApi = createApi(null, callLog, () => {})

/** The whole app is loaded anew, so that nothing of who was signed in before stays. */
export const enterDashboard = (): void => location.assign(returnPathOf(location.search))

/** A secret that came behind the #, which no server has seen; the address forgets it. */
export const takeToken = (): string | null => {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (location.hash !== '') history.replaceState(history.state, '', location.pathname + location.search)
  return token
}

/** What the start of a verification answered, kept with the page in the browser's history. */
export type Started = { token: string; email: string }

export const startedIn = (state: unknown): Started | null => {
  const { token, email } = (state ?? {}) as Partial<Started>
  return typeof token === 'string' && typeof email === 'string' ? { token, email } : null
}
