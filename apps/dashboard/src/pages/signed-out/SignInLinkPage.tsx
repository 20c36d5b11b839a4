import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { OutsidePage, OutsideProblem } from './OutsidePage.tsx'
import { enterDashboard, outsideApi, takeToken } from './outside-api.ts'

/** Where the link leads that a local start prints. */
export const SignInLinkPage = () => {
  const [problem, setProblem] = useState<unknown>(null)
  const [hasToken, setHasToken] = useState(true)
  const hasBegun = useRef(false)
  useEffect(() => {
    // The link works once: a second call would only be refused.
    if (hasBegun.current) return
    hasBegun.current = true
    const token = takeToken()
    if (token === null) setHasToken(false)
    else outsideApi.post('/v1/dashboard/sign-in-link', { token }).then(enterDashboard, setProblem)
  }, [])
  const isOver = problem !== null || !hasToken
  return (
    <OutsidePage
      title={isOver ? 'This link does not work' : 'Signing in'}
      intro={
        isOver
          ? 'A sign-in link works once, within a day, and only the newest one. Each start of a local server prints a new one.'
          : undefined
      }
      below={
        isOver && (
          <Link to="/dashboard/sign-in" className="link">
            Sign in with a password
          </Link>
        )
      }
    >
      {isOver ? <OutsideProblem problem={problem} /> : <p role="status">One moment.</p>}
    </OutsidePage>
  )
}
