#include <stdio.h>

/* Prints the first line of /etc/os-release: which root is this program in? */
int main(void) {
  char line[256];
  FILE *file = fopen("/etc/os-release", "r");
  if (file == NULL || fgets(line, sizeof line, file) == NULL) {
    return 1;
  }
  fputs(line, stdout);
  return 0;
}
