@echo off
rem Starts Quayside: finds a Java that can run it; bin/quayside says what the options are for. Under another name it is called
rem that, and takes conf\NAME.conf. A Java in runtime\, where a distribution brings one, comes before any other.
rem
rem   JAVA_HOME                  the Java to use; the one on the PATH if not set
rem   JAVA_OPTS, QUAYSIDE_OPTS   more options for the JVM; they come after those below and so override them
rem
rem Paths stand outside of blocks here, since a bracket in one, as in "Program Files (x86)", would end the block.
setlocal enableextensions disabledelayedexpansion

for %%i in ("%~dp0..") do set "QS_HOME=%%~fi"

set "QS_JAVA=%QS_HOME%\runtime\bin\java.exe"
if exist "%QS_JAVA%" goto java_found
set "QS_JAVA=java.exe"
if defined JAVA_HOME goto java_home
where java.exe >nul 2>nul
if not errorlevel 1 goto java_found
>&2 echo quayside: QS-405: there is no java: put Java 17 or newer on the PATH, or set JAVA_HOME
exit /b 2

:java_home
set "QS_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%QS_JAVA%" goto java_found
>&2 echo quayside: QS-405: JAVA_HOME is %JAVA_HOME%, and there is no bin\java.exe in it
exit /b 2

:java_found
set "QS_VERSION="
set "QS_MAJOR="
rem With call before it, the quotes around the path are left alone.
for /f "tokens=3" %%v in ('call "%QS_JAVA%" -version 2^>^&1 ^| findstr /c:" version "') do if not defined QS_VERSION set "QS_VERSION=%%~v"
for /f "tokens=1,2 delims=.-+" %%a in ("%QS_VERSION%") do (
  set "QS_MAJOR=%%a"
  if "%%a"=="1" set "QS_MAJOR=%%b"
)
if not defined QS_MAJOR goto no_version
if %QS_MAJOR% LSS 17 goto too_old

rem The user's choice is looked for in what set prints: it may have quotes in it, which an echo would trip over.
set "QS_COLLECTOR=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
if "%~1"=="serve" set "QS_COLLECTOR=-XX:+UseParallelGC"
if "%~1"=="bench" set "QS_COLLECTOR=-XX:+UseSerialGC"
(set JAVA_OPTS & set QUAYSIDE_OPTS) 2>nul | findstr /r /c:"-XX:+Use[A-Za-z0-9]*GC" >nul && set "QS_COLLECTOR="

"%QS_JAVA%" ^
  -XX:+IgnoreUnrecognizedVMOptions ^
  --sun-misc-unsafe-memory-access=allow ^
  --enable-native-access=ALL-UNNAMED ^
  %QS_COLLECTOR% ^
  -XX:MaxDirectMemorySize=64g ^
  -Dguice_custom_class_loading=CHILD ^
  -Dsun.nio.ch.disableSynchronousRead=true ^
  -Dsun.nio.ch.maxCompletionHandlersOnStack=1000000 ^
  "-Dlogback.configurationFile=%QS_HOME%\conf\logback.xml" ^
  "-Dquayside.home=%QS_HOME%" ^
  "-Dquayside.name=%~n0" ^
  %JAVA_OPTS% %QUAYSIDE_OPTS% ^
  -cp "%QS_HOME%\lib\*" ^
  io.quayside.distribution.cli.Main %*
exit /b %ERRORLEVEL%

:no_version
>&2 echo quayside: QS-405: %QS_JAVA% does not tell its version: set JAVA_HOME to a Java 17 or newer
exit /b 2

:too_old
>&2 echo quayside: QS-405: %QS_JAVA% is Java %QS_MAJOR%: put Java 17 or newer on the PATH, or set JAVA_HOME
exit /b 2
