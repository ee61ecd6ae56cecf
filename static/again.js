// Looks again while something is being made. Without it there is a link that does.
setTimeout(() => location.reload(), 2000);
