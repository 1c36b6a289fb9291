// Tells a component once that its place is near the window. Those in sight come first, one after the other.
export function watch(place, component) {
  const observer = new IntersectionObserver(entries => {
    if (entries.some(e => e.isIntersecting)) {
      observer.disconnect();
      component.invokeMethodAsync('SeenAsync').catch(() => {});
    }
  }, { rootMargin: '300px' });
  observer.observe(place);
  return { stop() { observer.disconnect(); } };
}
