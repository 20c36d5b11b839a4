import { createApi } from '../api/api.ts'
import { callLog } from '../api/api-context.ts'
import { useEnvironment, useSession } from '../session-context.ts'
import { Menu, menuItemClass } from './Menu.tsx'

export const UserMenu = () => {
  const { user } = useSession()
  const { merchant } = useEnvironment()
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ') || user.email
  const signOut = async () => {
    // Whatever is answered, the person is led to where they can see whether they are signed out.
    await createApi(null, callLog, () => {})
      .post('/v1/dashboard/sign-out')
      .catch(() => {})
    location.assign('/dashboard/sign-in')
  }
  return (
    <Menu
      label={`${initialsOf(name)}, account of ${name}`}
      side="right"
      buttonClass="flex size-9 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent hover:ring-2 hover:ring-line"
      button={initialsOf(name)}
    >
      <div className="border-b border-line px-2.5 pt-1 pb-2">
        <p className="truncate font-semibold">{name}</p>
        {name !== user.email && <p className="truncate text-ink-soft">{user.email}</p>}
        <p className="mt-0.5 text-xs text-ink-soft">
          {merchant.role[0]?.toUpperCase()}
          {merchant.role.slice(1)} of {merchant.business_name}
        </p>
      </div>
      <a href="/docs" className={`${menuItemClass} mt-1`}>
        Documentation
      </a>
      <button type="button" className={menuItemClass} onClick={() => void signOut()}>
        Sign out
      </button>
    </Menu>
  )
}

/** @example initialsOf('Ada Lovelace') // 'AL' */
const initialsOf = (name: string): string => {
  const words = name.split(/[\s@._-]+/).filter(Boolean)
  return words
    .slice(0, 2)
    .map((word) => word[0]!.toUpperCase())
    .join('')
}
