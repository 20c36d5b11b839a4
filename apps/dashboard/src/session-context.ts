import { createContext, useContext } from 'react'
import { type ChosenEnvironment, type Session, whyRoleForbids } from './session.ts'

type Place = { session: Session; environment: ChosenEnvironment; reloadSession: () => Promise<void> }

const PlaceContext = createContext<Place | null>(null)
export const PlaceProvider = PlaceContext.Provider

const usePlace = (): Place => {
  const place = useContext(PlaceContext)
  if (!place) throw new Error('A page is shown outside of the shell.')
  return place
}

/** The environment that the address names. */
export const useEnvironment = (): ChosenEnvironment => usePlace().environment
export const useSession = (): Session => usePlace().session
/** After an environment was added or renamed, or the person changed. */
export const useReloadSession = (): (() => Promise<void>) => usePlace().reloadSession

/** Why the person's role forbids what asks for this scope; null where it does not, and outside of the shell. */
export const useWhyRoleForbids = (scope: string | undefined): string | null => {
  const role = useContext(PlaceContext)?.environment.merchant.role
  return role === undefined || scope === undefined ? null : whyRoleForbids(role, scope)
}

/** @example pathOf('orders/ord_1') // '/dashboard/menv_…/orders/ord_1' */
export const usePathOf = (): ((path: string) => string) => {
  const { base } = useEnvironment()
  return (path) => (path === '' ? base : `${base}/${path}`)
}
