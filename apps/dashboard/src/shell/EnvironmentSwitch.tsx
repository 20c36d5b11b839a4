import { Fragment } from 'react'
import { Link, useLocation } from 'react-router'
import { Icon } from '../parts/Icon.tsx'
import { useEnvironment, useSession } from '../session-context.ts'
import type { SessionEnvironment } from '../session.ts'
import { Menu, menuItemClass } from './Menu.tsx'

/** A page's list exists in every environment, what it shows of one resource does not. */
const samePlace = (pathname: string): string => pathname.split('/')[3] ?? ''

export const EnvironmentSwitch = () => {
  const { merchants } = useSession()
  const chosen = useEnvironment()
  const place = samePlace(useLocation().pathname)
  return (
    <Menu
      buttonClass="flex w-full items-center justify-between gap-2 rounded-control border border-line bg-surface px-3 py-2 text-left hover:bg-raised"
      button={
        <>
          <span className="min-w-0">
            <span className="block truncate font-semibold">{chosen.merchant.business_name}</span>
            <span className="flex items-center gap-1.5 text-xs text-ink-soft">
              <Dot mode={chosen.mode} />
              <span className="truncate">{nameOf(chosen)}</span>
            </span>
            <span className="sr-only">Switch environment</span>
          </span>
          <Icon name="down" sizePx={14} />
        </>
      }
    >
      {merchants.map((merchant) => (
        <Fragment key={merchant.merchant_id}>
          <p className="px-2.5 pt-1.5 pb-1 text-xs text-ink-soft">{merchant.business_name}</p>
          <ul>
            {merchant.environments
              .filter(({ status }) => status !== 'archived' && status !== 'deleted')
              .map((environment) => {
                const isChosen = environment.merchant_environment_id === chosen.merchant_environment_id
                return (
                  <li key={environment.merchant_environment_id}>
                    <Link
                      to={`/dashboard/${environment.merchant_environment_id}${place === '' ? '' : `/${place}`}`}
                      aria-current={isChosen || undefined}
                      className={menuItemClass}
                    >
                      <span className="flex min-w-0 items-center gap-2">
                        <Dot mode={environment.mode} />
                        <span className="truncate">{nameOf(environment)}</span>
                      </span>
                      {isChosen && <Icon name="done" sizePx={14} />}
                    </Link>
                  </li>
                )
              })}
          </ul>
        </Fragment>
      ))}
    </Menu>
  )
}

const nameOf = ({ mode, name }: SessionEnvironment): string => (mode === 'live' ? 'Live' : name)

const Dot = ({ mode }: { mode: 'live' | 'test' }) => (
  <span className={`size-2 shrink-0 rounded-full ${mode === 'live' ? 'bg-good' : 'bg-test'}`} />
)
