import { useEffect, useEffectEvent, useState } from "react";

const restMilliseconds = 350;

/** What a value was when it last stood still for a moment: nobody needs an answer to every letter. */
export function useAtRest<T>(value: T): T {
  const content = JSON.stringify(value);
  const [resting, setResting] = useState({ content, value });
  const rest = useEffectEvent(() => setResting({ content, value }));
  useEffect(() => {
    const timer = setTimeout(rest, restMilliseconds);
    return () => clearTimeout(timer);
  }, [content]);
  return resting.value;
}
